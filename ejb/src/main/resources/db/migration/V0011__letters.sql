-- The platform's own letters by e-mail. What a letter says, and to whom, is encrypted with the tenant's key, and gone once
-- it was sent or given up.
create table letters (
    id            uuid primary key,
    tenant_id     uuid not null references tenants,
    about         text not null check (length(about) between 1 and 200),
    address_hash  bytea not null,
    content       bytea,
    status        text not null default 'waiting' check (status in ('waiting', 'sent', 'failed')),
    error         text,
    created_at    timestamptz not null,
    finished_at   timestamptz,
    unique (tenant_id, about, address_hash),
    unique (tenant_id, id),
    check ((status = 'waiting') = (content is not null))
);
comment on column letters.about is 'a letter about the same thing to the same address is sent once';
comment on column letters.address_hash is 'keyed by the platform''s key';

alter table letters enable row level security;
alter table letters force row level security;
create policy letters_own on letters
    using (tenant_id = guichet_tenant())
    with check (tenant_id = guichet_tenant());
