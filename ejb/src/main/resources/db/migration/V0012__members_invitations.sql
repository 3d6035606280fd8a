-- What a member may do is an object with numbers in it, no longer a list of words. The owner is bound by the policies as
-- well, and touches the rows of all tenants this once.
alter table members no force row level security;
alter table members
    add column may         text,
    add column version     int not null default 1,
    add column administers boolean not null default true,
    add column removed_at  timestamptz;
update members set may = '{"can_create_sessions":' || ('can_create_sessions' = any (permissions))::text
    || ',"can_view_analytics":' || ('can_view_analytics' = any (permissions))::text
    || ',"can_view_all_conversations":' || ('can_view_all_conversations' = any (permissions))::text || '}';
update members set removed_at = linked_at where not active;
alter table members drop column permissions;
alter table members rename column may to permissions;
alter table members alter column permissions set not null;
alter table members force row level security;
comment on column members.administers is 'whether the role client_admin counts here: not for who came by an invitation or a code';
comment on column members.permissions is 'JSON: can_create_sessions, can_view_analytics, can_view_all_conversations, max_sessions_month';

-- Who was removed leaves the tenant's name for him to another.
alter table members drop constraint members_tenant_id_external_id_key;
create unique index members_external_id on members (tenant_id, external_id) where active;
create index members_name on members (tenant_id, name, id);

-- How many session links were made for a member in a month of the tenant's zone; one is taken by one statement.
create table member_sessions (
    tenant_id  uuid not null references tenants,
    member_id  uuid not null,
    period     date not null check (extract(day from period) = 1),
    used       bigint not null check (used >= 0),
    primary key (tenant_id, member_id, period),
    foreign key (tenant_id, member_id) references members (tenant_id, id)
);

create table invitations (
    id           uuid primary key,
    tenant_id    uuid not null references tenants,
    tenant_name  text not null,
    email        text not null check (length(email) between 3 and 254),
    email_hash   bytea not null,
    kind         text not null check (kind in ('link', 'create')),
    external_id  text not null check (length(external_id) between 1 and 100),
    name         text check (length(name) <= 255),
    branding     text,
    permissions  text not null,
    letter       boolean not null,
    status       text not null default 'pending'
                 check (status in ('pending', 'accepted', 'declined', 'revoked', 'expired', 'failed')),
    reason       text,
    member_id    uuid,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    prepared_at  timestamptz,
    answered_at  timestamptz,
    unique (tenant_id, id),
    foreign key (tenant_id, member_id) references members (tenant_id, id)
);
create unique index invitations_pending_email on invitations (tenant_id, email_hash) where status = 'pending';
create unique index invitations_pending_external_id on invitations (tenant_id, external_id) where status = 'pending';
create index invitations_created on invitations (tenant_id, created_at, id);
create index invitations_invited on invitations (email_hash) where status = 'pending';
comment on column invitations.email_hash is 'SHA-256 of the address behind a prefix: by it the invited person finds what is his';
comment on column invitations.prepared_at is 'when it was known whether the person has an account, and the letter was written';

create table link_codes (
    id           uuid primary key,
    tenant_id    uuid not null references tenants,
    code_hash    bytea not null unique,
    external_id  text not null check (length(external_id) between 1 and 100),
    name         text check (length(name) <= 255),
    branding     text,
    permissions  text not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    used_at      timestamptz,
    member_id    uuid,
    unique (tenant_id, id),
    foreign key (tenant_id, member_id) references members (tenant_id, id)
);
create index link_codes_tenant on link_codes (tenant_id, created_at);
comment on column link_codes.code_hash is 'keyed by the platform''s key: a code has 40 bits';

-- Wrong codes, per account and per address that they came from. They belong to no tenant: a wrong code names none.
create table link_attempts (
    subject   text primary key,
    failures  int not null default 0 check (failures >= 0),
    last_at   timestamptz not null
);
create index link_attempts_last on link_attempts (last_at);

alter table member_sessions enable row level security;
alter table member_sessions force row level security;
create policy member_sessions_own on member_sessions
    using (tenant_id = guichet_tenant())
    with check (tenant_id = guichet_tenant());

alter table invitations enable row level security;
alter table invitations force row level security;
create policy invitations_own on invitations
    using (tenant_id = guichet_tenant() or email_hash = guichet_credential())
    with check (tenant_id = guichet_tenant());

alter table link_codes enable row level security;
alter table link_codes force row level security;
create policy link_codes_own on link_codes
    using (tenant_id = guichet_tenant() or code_hash = guichet_credential())
    with check (tenant_id = guichet_tenant());
