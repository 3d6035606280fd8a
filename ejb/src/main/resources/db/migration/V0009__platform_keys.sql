-- What the platform itself has to read back, e.g. the answer that it gives again: a key of its own, wrapped by the
-- platform key as a tenant's is.
create table platform_data_keys (
    purpose   text primary key,
    data_key  bytea not null
);

-- The first answer to a request of somebody who runs the platform and sent an Idempotency-Key, encrypted.
create table platform_idempotency_keys (
    actor         text not null,
    operation     text not null,
    key           text not null check (length(key) between 1 and 200),
    request_hash  bytea not null,
    answer        bytea,
    created_at    timestamptz not null,
    primary key (actor, operation, key)
);
create index platform_idempotency_keys_age on platform_idempotency_keys (created_at);
create index idempotency_keys_age on idempotency_keys (tenant_id, created_at);
create index sessions_age on sessions (tenant_id, expires_at);

do $$
declare t text;
begin
    foreach t in array array['platform_data_keys', 'platform_idempotency_keys'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I using (guichet_platform()) with check (guichet_platform())', t || '_own', t);
    end loop;
end $$;

comment on column tenants.data_key is
    'the tenant''s key for what must be read back, wrapped by a platform key that its first bytes name; see tenancy.KeyRing';

-- The trail is read newest first, of one chain or of all.
create index audit_log_newest on audit_log (at desc, id desc);
create index audit_log_newest_of on audit_log (tenant_id, at desc, id desc);
