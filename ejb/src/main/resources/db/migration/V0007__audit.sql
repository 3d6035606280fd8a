-- Who did what, to which thing, from where; hash-chained per tenant. The nil tenant is the platform itself: plans, agents.
create table audit_log (
    id           uuid primary key,
    tenant_id    uuid not null,
    number       bigint not null check (number > 0),
    at           timestamptz not null,
    actor        text not null,
    actor_name   text,
    address      text,
    action       text not null check (length(action) between 1 and 100),
    thing        text not null check (length(thing) between 1 and 200),
    before       text,
    after        text,
    correlation  text not null,
    previous     bytea not null,
    hash         bytea not null,
    unique (tenant_id, number)
);
create index audit_log_thing on audit_log (tenant_id, thing, number desc);
comment on column audit_log.hash is 'SHA-256 of previous and of every other column but id; see tenancy.AuditHash';

-- The last link of each chain. Whoever appends holds its row.
create table audit_heads (
    tenant_id  uuid primary key,
    number     bigint not null,
    hash       bytea not null
);

alter table audit_log enable row level security;
alter table audit_log force row level security;
create policy audit_log_own on audit_log
    using (tenant_id = guichet_tenant() or guichet_platform())
    with check (tenant_id = guichet_tenant() or guichet_platform());

alter table audit_heads enable row level security;
alter table audit_heads force row level security;
create policy audit_heads_own on audit_heads
    using (tenant_id = guichet_tenant() or guichet_platform())
    with check (tenant_id = guichet_tenant() or guichet_platform());

-- What was written stays as it was written.
revoke update, delete, truncate on audit_log from ${app_role};
revoke delete, truncate on audit_heads from ${app_role};
