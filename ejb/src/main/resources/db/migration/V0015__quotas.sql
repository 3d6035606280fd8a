-- A hot row stays on its page.
alter table usage_counters set (fillfactor = 50);
alter table usage_counters add column alerted smallint not null default 0 check (alerted in (0, 80, 90, 100));
comment on column usage_counters.alerted is 'the highest threshold that somebody was told of in the period';

-- The days of the ledger, kept in the transaction of its rows: what is read, and what a deployment's daily limit is
-- compared with. The nil deployment is none.
create table usage_daily (
    tenant_id      uuid not null references tenants,
    day            date not null,
    metric         text not null,
    deployment_id  uuid not null,
    quantity       bigint not null,
    primary key (tenant_id, day, metric, deployment_id)
) with (fillfactor = 50);
comment on column usage_daily.day is 'in the tenant''s zone';

-- The part of a day that a member's conversations had.
create table usage_member_daily (
    tenant_id      uuid not null references tenants,
    day            date not null,
    metric         text not null,
    deployment_id  uuid not null,
    member_id      uuid not null,
    quantity       bigint not null,
    primary key (tenant_id, day, metric, deployment_id, member_id)
) with (fillfactor = 50);

-- Which version of its subscription a tenant has; whoever changes it holds the row.
create table subscription_heads (
    tenant_id  uuid primary key references tenants,
    version    int not null
);

do $$
declare t text;
begin
    foreach t in array array['usage_daily', 'usage_member_daily', 'subscription_heads'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I using (tenant_id = guichet_tenant()) with check (tenant_id = guichet_tenant())',
                       t || '_own', t);
    end loop;
end $$;

-- What was sold stays as it was sold.
revoke update, delete, truncate on plan_versions, plan_limits from ${app_role};
revoke delete, truncate on plans from ${app_role};

insert into plans (id, code, name, family, created_at) values
    ('00000000-0000-7000-8000-0000000b0001', 'starter', 'Starter', 'vendor', '2026-01-01T00:00:00Z'),
    ('00000000-0000-7000-8000-0000000b0002', 'pro', 'Pro', 'vendor', '2026-01-01T00:00:00Z'),
    ('00000000-0000-7000-8000-0000000b0003', 'business', 'Business', 'vendor', '2026-01-01T00:00:00Z'),
    ('00000000-0000-7000-8000-0000000b0004', 'enterprise', 'Enterprise', 'vendor', '2026-01-01T00:00:00Z'),
    ('00000000-0000-7000-8000-0000000b0005', 'automation-starter', 'Automation Starter', 'automation', '2026-01-01T00:00:00Z'),
    ('00000000-0000-7000-8000-0000000b0006', 'automation-professional', 'Automation Professional', 'automation', '2026-01-01T00:00:00Z'),
    ('00000000-0000-7000-8000-0000000b0007', 'automation-enterprise', 'Automation Enterprise', 'automation', '2026-01-01T00:00:00Z');

insert into plan_versions (id, plan_id, version, price_minor, currency, valid_from, created_at) values
    ('00000000-0000-7000-8000-0000000c0001', '00000000-0000-7000-8000-0000000b0001', 1, 4900, 'EUR', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
    ('00000000-0000-7000-8000-0000000c0002', '00000000-0000-7000-8000-0000000b0002', 1, 19900, 'EUR', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
    ('00000000-0000-7000-8000-0000000c0003', '00000000-0000-7000-8000-0000000b0003', 1, 49900, 'EUR', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
    ('00000000-0000-7000-8000-0000000c0004', '00000000-0000-7000-8000-0000000b0004', 1, null, 'EUR', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
    ('00000000-0000-7000-8000-0000000c0005', '00000000-0000-7000-8000-0000000b0005', 1, 7900, 'EUR', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
    ('00000000-0000-7000-8000-0000000c0006', '00000000-0000-7000-8000-0000000b0006', 1, 14900, 'EUR', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
    ('00000000-0000-7000-8000-0000000c0007', '00000000-0000-7000-8000-0000000b0007', 1, 24900, 'EUR', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z');

insert into plan_limits (plan_version_id, metric, included, beyond, overage_minor) values
    ('00000000-0000-7000-8000-0000000c0001', 'sessions', 1000, 'stop', null),
    ('00000000-0000-7000-8000-0000000c0001', 'messages', 10000, 'stop', null),
    ('00000000-0000-7000-8000-0000000c0001', 'deployments', 1, 'stop', null),
    ('00000000-0000-7000-8000-0000000c0002', 'sessions', 10000, 'stop', null),
    ('00000000-0000-7000-8000-0000000c0002', 'messages', 100000, 'stop', null),
    ('00000000-0000-7000-8000-0000000c0002', 'deployments', 5, 'stop', null),
    ('00000000-0000-7000-8000-0000000c0003', 'sessions', 50000, 'stop', null),
    ('00000000-0000-7000-8000-0000000c0003', 'messages', 500000, 'stop', null),
    ('00000000-0000-7000-8000-0000000c0003', 'deployments', 20, 'stop', null),
    ('00000000-0000-7000-8000-0000000c0004', 'sessions', null, 'unlimited', null),
    ('00000000-0000-7000-8000-0000000c0004', 'messages', null, 'unlimited', null),
    ('00000000-0000-7000-8000-0000000c0004', 'deployments', null, 'unlimited', null),
    ('00000000-0000-7000-8000-0000000c0005', 'sessions', 500, 'overage', 5),
    ('00000000-0000-7000-8000-0000000c0005', 'emails', 0, 'overage', 2),
    ('00000000-0000-7000-8000-0000000c0005', 'reports', 0, 'overage', 10),
    ('00000000-0000-7000-8000-0000000c0006', 'sessions', 2000, 'overage', 5),
    ('00000000-0000-7000-8000-0000000c0006', 'emails', 0, 'overage', 2),
    ('00000000-0000-7000-8000-0000000c0006', 'reports', 0, 'overage', 10),
    ('00000000-0000-7000-8000-0000000c0007', 'sessions', null, 'unlimited', null),
    ('00000000-0000-7000-8000-0000000c0007', 'emails', 0, 'overage', 2),
    ('00000000-0000-7000-8000-0000000c0007', 'reports', 0, 'overage', 10);
