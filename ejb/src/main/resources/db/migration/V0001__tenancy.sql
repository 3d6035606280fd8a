-- Who a transaction works for. The settings are local to the transaction: they end with it, also on a pooled connection.
-- guichet.tenant      the tenant whose rows are seen
-- guichet.credential  SHA-256 (hex) of a secret that the caller holds: its own row is seen, so that a tenant can be found
-- guichet.user        the subject who signed in: its own memberships are seen
-- guichet.platform    'on' for what the platform does across tenants: the list of tenants, the common price books
create function guichet_tenant() returns uuid language sql stable parallel safe
    return nullif(current_setting('guichet.tenant', true), '')::uuid;
create function guichet_credential() returns bytea language sql stable parallel safe
    return decode(coalesce(current_setting('guichet.credential', true), ''), 'hex');
create function guichet_user() returns uuid language sql stable parallel safe
    return nullif(current_setting('guichet.user', true), '')::uuid;
create function guichet_platform() returns boolean language sql stable parallel safe
    return coalesce(current_setting('guichet.platform', true), '') = 'on';

alter default privileges in schema public grant select, insert, update, delete on tables to ${app_role};
alter default privileges in schema public grant usage, select on sequences to ${app_role};

create table tenants (
    id          uuid primary key,
    slug        text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name        text not null check (length(name) between 1 and 255),
    kind        text not null check (kind in ('vendor', 'business')),
    status      text not null default 'active' check (status in ('active', 'suspended', 'deleted')),
    locale      text not null default 'fr',
    zone        text not null default 'Europe/Paris',
    data_key    bytea not null,
    created_at  timestamptz not null
);
comment on column tenants.data_key is 'the tenant''s key for what must be read back, wrapped by the platform key';

-- An account is a person's, not a tenant's; its id is the subject of the identity provider.
create table users (
    id          uuid primary key,
    email       text not null,
    name        text not null,
    branding    text,
    created_at  timestamptz not null
);
create unique index users_email on users (lower(email));

create table members (
    id           uuid primary key,
    tenant_id    uuid not null references tenants,
    user_id      uuid not null references users,
    external_id  text not null check (length(external_id) between 1 and 100),
    name         text not null,
    branding     text,
    permissions  text[] not null default '{}',
    active       boolean not null default true,
    linked_at    timestamptz not null,
    unique (tenant_id, user_id),
    unique (tenant_id, external_id),
    unique (tenant_id, id)
);
create index members_user on members (user_id);

create table api_keys (
    id          uuid primary key,
    tenant_id   uuid not null references tenants,
    prefix      text not null,
    key_hash    bytea not null unique,
    created_at  timestamptz not null,
    revoked_at  timestamptz
);
create index api_keys_tenant on api_keys (tenant_id);

-- The first answer to a request that carried an Idempotency-Key, encrypted with the tenant's key.
create table idempotency_keys (
    tenant_id     uuid not null references tenants,
    operation     text not null,
    key           text not null check (length(key) between 1 and 200),
    request_hash  bytea not null,
    answer        bytea,
    created_at    timestamptz not null,
    primary key (tenant_id, operation, key)
);

alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenants_own on tenants
    using (id = guichet_tenant() or guichet_platform()
           or id in (select m.tenant_id from members m where m.user_id = guichet_user() and m.active))
    with check (id = guichet_tenant() or guichet_platform());

alter table members enable row level security;
alter table members force row level security;
create policy members_own on members
    using (tenant_id = guichet_tenant() or user_id = guichet_user())
    with check (tenant_id = guichet_tenant());

alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy api_keys_own on api_keys
    using (tenant_id = guichet_tenant() or key_hash = guichet_credential())
    with check (tenant_id = guichet_tenant());

alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy idempotency_keys_own on idempotency_keys
    using (tenant_id = guichet_tenant())
    with check (tenant_id = guichet_tenant());
