-- Whose first password an invitation's letter held. Of several the last one's works, whichever tenant's it is.
alter table invitations add column account_id uuid;
create index invitations_account on invitations (account_id) where account_id is not null;
comment on column invitations.account_id is 'the account at the identity provider for which its letter held a first password';

-- What a tenant had written to people who did not ask: so many a day, and so many to one address.
create table invitation_requests (
    id          uuid primary key,
    tenant_id   uuid not null references tenants,
    email_hash  bytea not null,
    letter      boolean not null,
    at          timestamptz not null
);
create index invitation_requests_at on invitation_requests (tenant_id, at);
comment on table invitation_requests is 'invitations, and letters that were sent once more, of the last day';

alter table invitation_requests enable row level security;
alter table invitation_requests force row level security;
create policy invitation_requests_own on invitation_requests
    using (tenant_id = guichet_tenant())
    with check (tenant_id = guichet_tenant());

comment on column link_codes.code_hash is 'keyed by a key of the platform''s own, which stays when the platform key is changed: a code has 40 bits';
comment on column letters.address_hash is 'keyed by the tenant''s key';
