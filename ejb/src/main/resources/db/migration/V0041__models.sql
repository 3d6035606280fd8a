-- With which keys of their own tenants ask models, what each call cost, and what a day has cost so far.
create table model_credentials (
    tenant_id   uuid not null references tenants,
    provider    text not null check (provider ~ '^[a-z0-9-]{1,64}$'),
    settings    bytea not null,
    updated_at  timestamptz not null,
    updated_by  text not null,
    primary key (tenant_id, provider)
);
comment on column model_credentials.settings is 'names and values as JSON, encrypted with the tenant''s key';

create table model_calls (
    tenant_id      uuid not null references tenants,
    id             uuid not null,
    at             timestamptz not null,
    provider       text not null,
    model          text not null,
    own            boolean not null,
    input_tokens   integer not null check (input_tokens >= 0),
    output_tokens  integer not null check (output_tokens >= 0),
    cost_micros    bigint not null check (cost_micros >= 0),
    millis         integer not null check (millis >= 0),
    outcome        text not null,
    primary key (tenant_id, id)
);
create index model_calls_age on model_calls (tenant_id, at);
comment on column model_calls.own is 'asked with a key of the tenant''s own';
comment on column model_calls.cost_micros is 'millionths of a euro, by the prices of that day';
comment on column model_calls.outcome is 'complete, cut_off, or why there was no answer';

create table model_days (
    tenant_id      uuid not null references tenants,
    day            date not null,
    provider       text not null,
    model          text not null,
    calls          integer not null,
    failed         integer not null,
    input_tokens   bigint not null,
    output_tokens  bigint not null,
    cost_micros    bigint not null,
    primary key (tenant_id, day, provider, model)
);
comment on column model_days.day is 'in the tenant''s zone';

create table model_spending (
    tenant_id    uuid not null references tenants,
    day          date not null,
    cost_micros  bigint not null,
    primary key (tenant_id, day)
);
comment on table model_spending is 'all that a day has cost; its row is held while a call is reserved, so that calls at once cannot pass the ceiling together';

create table model_reservations (
    tenant_id    uuid not null references tenants,
    id           uuid not null,
    day          date not null,
    cost_micros  bigint not null check (cost_micros >= 0),
    lapses_at    timestamptz not null,
    primary key (tenant_id, id)
);
comment on table model_reservations is 'what calls under way may cost; one whose node died lapses';

create table model_ceilings (
    tenant_id     uuid primary key references tenants,
    daily_micros  bigint not null check (daily_micros >= 0),
    updated_at    timestamptz not null
);
comment on table model_ceilings is 'what a tenant''s models may cost in a day, where it is not what the configuration says';

do $$
declare t text;
begin
    foreach t in array array['model_credentials', 'model_calls', 'model_days', 'model_spending', 'model_reservations',
                           'model_ceilings'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I using (tenant_id = guichet_tenant()) with check (tenant_id = guichet_tenant())',
                       t || '_own', t);
    end loop;
end $$;
