-- The catalogue belongs to the platform. A plan that was sold is never changed: a change is a new version.
create table plans (
    id          uuid primary key,
    code        text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name        text not null check (length(name) between 1 and 255),
    family      text not null check (family in ('vendor', 'automation')),
    created_at  timestamptz not null,
    retired_at  timestamptz
);

create table plan_versions (
    id           uuid primary key,
    plan_id      uuid not null references plans,
    version      int not null check (version > 0),
    price_minor  bigint check (price_minor >= 0),
    currency     char(3) not null,
    valid_from   timestamptz not null,
    created_at   timestamptz not null,
    unique (plan_id, version)
);
comment on column plan_versions.price_minor is 'without VAT, a month; null where it is quoted to each tenant';

create table plan_limits (
    plan_version_id  uuid not null references plan_versions,
    metric           text not null,
    included         bigint check (included >= 0),
    beyond           text not null check (beyond in ('stop', 'overage', 'unlimited')),
    overage_minor    bigint check (overage_minor >= 0),
    primary key (plan_version_id, metric),
    check ((beyond = 'unlimited') = (included is null)),
    check ((beyond = 'overage') = (overage_minor is not null))
);
comment on column plan_limits.overage_minor is 'without VAT, for each unit beyond what is included';

create table subscriptions (
    id               uuid primary key,
    tenant_id        uuid not null references tenants,
    plan_version_id  uuid not null references plan_versions,
    price_minor      bigint check (price_minor >= 0),
    starts_at        timestamptz not null,
    ends_at          timestamptz check (ends_at > starts_at),
    created_by       text not null,
    created_at       timestamptz not null,
    unique (tenant_id, id)
);
create unique index subscriptions_open on subscriptions (tenant_id) where ends_at is null;
create index subscriptions_tenant on subscriptions (tenant_id, starts_at desc);
comment on column subscriptions.price_minor is 'what was agreed, where the plan is quoted';

-- One row for each tenant, metric and month; a unit is taken by one statement.
create table usage_counters (
    tenant_id  uuid not null references tenants,
    metric     text not null,
    period     date not null check (extract(day from period) = 1),
    used       bigint not null default 0 check (used >= 0),
    primary key (tenant_id, metric, period)
);

-- Every unit, once. Never changed: a correction is a row of its own.
create table usage_ledger (
    id               uuid not null,
    tenant_id        uuid not null,
    period           date not null check (extract(day from period) = 1),
    at               timestamptz not null,
    metric           text not null,
    quantity         bigint not null,
    deployment_id    uuid,
    member_id        uuid,
    conversation_id  uuid,
    source           text not null,
    primary key (period, id),
    unique (tenant_id, period, metric, source)
) partition by range (period);
create index usage_ledger_at on usage_ledger (tenant_id, period, at);
comment on column usage_ledger.period is 'first day of the month in the tenant''s zone';
comment on column usage_ledger.source is 'what it was counted for: the same thing is never counted twice';

create table quota_alerts (
    id          uuid primary key,
    tenant_id   uuid not null references tenants,
    metric      text not null,
    period      date not null,
    threshold   int not null check (threshold in (80, 90, 100)),
    used        bigint not null,
    quota       bigint not null,
    created_at  timestamptz not null,
    unique (tenant_id, metric, period, threshold)
);

-- A month that is closed takes no more units: what comes late counts in the next.
create table billing_periods (
    tenant_id  uuid not null references tenants,
    period     date not null,
    closed_at  timestamptz not null,
    primary key (tenant_id, period)
);

create table usage_statements (
    id          uuid primary key,
    tenant_id   uuid not null references tenants,
    period      date not null,
    metric      text not null,
    quantity    bigint not null,
    included    bigint,
    overage     bigint not null,
    created_at  timestamptz not null,
    unique (tenant_id, period, metric)
);

create table invoices (
    id               uuid primary key,
    tenant_id        uuid not null references tenants,
    period           date not null,
    number           text unique,
    status           text not null default 'draft' check (status in ('draft', 'issued', 'paid', 'void')),
    currency         char(3) not null,
    total_ht_minor   bigint not null,
    total_vat_minor  bigint not null,
    total_ttc_minor  bigint not null,
    created_at       timestamptz not null,
    unique (tenant_id, period),
    unique (tenant_id, id)
);

create table invoice_lines (
    invoice_id        uuid not null,
    tenant_id         uuid not null references tenants,
    position          int not null,
    label             text not null,
    metric            text,
    quantity          numeric(20, 6) not null,
    unit_price_minor  bigint not null,
    total_ht_minor    bigint not null,
    vat_rate          numeric(5, 2) not null,
    vat_reason        text not null,
    vat_minor         bigint not null,
    primary key (invoice_id, position),
    foreign key (tenant_id, invoice_id) references invoices (tenant_id, id)
);
create index invoice_lines_tenant on invoice_lines (tenant_id, invoice_id);

do $$
declare t text;
begin
    foreach t in array array['subscriptions', 'usage_counters', 'usage_ledger', 'quota_alerts', 'billing_periods',
                             'usage_statements', 'invoices', 'invoice_lines'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I using (tenant_id = guichet_tenant()) with check (tenant_id = guichet_tenant())',
                       t || '_own', t);
    end loop;
end $$;

-- The application adds partitions ahead of time, but owns none: they are made by the owner's function, and written through
-- their parent, whose policy holds. A partition is made apart and then attached, which holds up nobody who is counting.
create function ensure_usage_partition(month date) returns void language plpgsql security definer
    set search_path = pg_catalog, public as $$
declare
    first date := date_trunc('month', month)::date;
    name text := 'usage_ledger_' || to_char(first, 'YYYYMM');
begin
    if to_regclass('public.' || name) is not null then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtext(name));
    if to_regclass('public.' || name) is not null then
        return;
    end if;
    execute format('create table public.%I (like public.usage_ledger including defaults including constraints)', name);
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
    execute format('create policy %I on public.%I using (tenant_id = guichet_tenant()) with check (tenant_id = guichet_tenant())',
                   name || '_own', name);
    execute format('revoke insert, update, delete, truncate on public.%I from ${app_role}', name);
    execute format('alter table public.usage_ledger attach partition public.%I for values from (%L) to (%L)',
                   name, first, first + interval '1 month');
end $$;
revoke execute on function ensure_usage_partition(date) from public;
grant execute on function ensure_usage_partition(date) to ${app_role};

revoke update, delete, truncate on usage_ledger from ${app_role};
