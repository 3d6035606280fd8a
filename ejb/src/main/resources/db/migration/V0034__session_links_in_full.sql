-- Session links in full: what they are called, for whom they are, how many browsers they open, and what became of them.
alter table session_links no force row level security;
alter table conversations no force row level security;

alter table session_links
    add column title          text check (length(title) between 1 and 100),
    add column contact_name   text check (length(contact_name) between 1 and 255),
    add column contact_email  text check (length(contact_email) between 3 and 254),
    add column max_uses       int check (max_uses between 1 and 1000),
    add column uses           int not null default 0 check (uses >= 0),
    add column is_test        boolean not null default false,
    add column token          bytea,
    add column opened_at      timestamptz,
    add constraint session_links_own_id unique (tenant_id, id),
    add check (max_uses is null or uses <= max_uses);
comment on column session_links.max_uses is 'how many browsers it opens; null for any number';
comment on column session_links.uses is 'how many browsers it opened';
comment on column session_links.token is 'encrypted with the tenant''s key, so that it can be sent again; null once it was revoked, and for links from before that was kept';
create index session_links_newest on session_links (tenant_id, id desc);

alter table conversations add column completed_at timestamptz;
comment on column conversations.completed_at is 'when all that a pre-quote needs was known for the first time';

update session_links l set opened_at = c.created_at
  from conversations c where c.tenant_id = l.tenant_id and c.id = l.conversation_id;

alter table session_links force row level security;
alter table conversations force row level security;

-- Letters by which links were sent: a link, and a person, is written to a few times a day at most.
create table session_link_letters (
    id            uuid primary key,
    tenant_id     uuid not null references tenants,
    link_id       uuid not null,
    address_mark  bytea not null,
    at            timestamptz not null,
    foreign key (tenant_id, link_id) references session_links (tenant_id, id) on delete cascade
);
create index session_link_letters_latest on session_link_letters (tenant_id, at);
create index session_link_letters_link on session_link_letters (tenant_id, link_id, at);
comment on column session_link_letters.address_mark is 'keyed by the tenant''s key: the address itself is not kept here';

alter table session_link_letters enable row level security;
alter table session_link_letters force row level security;
create policy session_link_letters_own on session_link_letters
    using (tenant_id = guichet_tenant())
    with check (tenant_id = guichet_tenant());
