create table webhook_endpoints (
    id               uuid primary key,
    tenant_id        uuid not null references tenants,
    url              text not null check (length(url) <= 500),
    secret           bytea not null,
    events           text[] not null check (cardinality(events) > 0),
    status           text not null default 'active' check (status in ('active', 'disabled', 'deleted')),
    disabled_reason  text,
    failing_since    timestamptz,
    last_success_at  timestamptz,
    created_at       timestamptz not null,
    unique (tenant_id, id)
);
create index webhook_endpoints_tenant on webhook_endpoints (tenant_id, created_at);
comment on column webhook_endpoints.secret is 'encrypted with the tenant''s key';

create table webhook_events (
    id          uuid primary key,
    tenant_id   uuid not null references tenants,
    type        text not null,
    source      text not null,
    payload     text not null check (octet_length(payload) <= 20000),
    created_at  timestamptz not null,
    unique (tenant_id, type, source),
    unique (tenant_id, id)
);
comment on column webhook_events.source is 'what it is about: the same thing is never told twice';

create table webhook_deliveries (
    id               uuid primary key,
    tenant_id        uuid not null references tenants,
    event_id         uuid not null,
    endpoint_id      uuid not null,
    status           text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
    attempts         int not null default 0,
    next_attempt_at  timestamptz,
    created_at       timestamptz not null,
    foreign key (tenant_id, event_id) references webhook_events (tenant_id, id),
    foreign key (tenant_id, endpoint_id) references webhook_endpoints (tenant_id, id),
    unique (event_id, endpoint_id),
    unique (tenant_id, id)
);
create index webhook_deliveries_endpoint on webhook_deliveries (tenant_id, endpoint_id, id desc);

create table webhook_attempts (
    id               uuid primary key,
    tenant_id        uuid not null references tenants,
    delivery_id      uuid not null,
    number           int not null,
    started_at       timestamptz not null,
    duration_ms      int not null,
    response_status  int,
    error            text,
    foreign key (tenant_id, delivery_id) references webhook_deliveries (tenant_id, id),
    unique (delivery_id, number)
);
create index webhook_attempts_tenant on webhook_attempts (tenant_id, delivery_id);

do $$
declare t text;
begin
    foreach t in array array['webhook_endpoints', 'webhook_events', 'webhook_deliveries', 'webhook_attempts'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I using (tenant_id = guichet_tenant()) with check (tenant_id = guichet_tenant())',
                       t || '_own', t);
    end loop;
end $$;
