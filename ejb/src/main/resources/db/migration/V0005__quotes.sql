-- A price book is a tenant's own, or an agent's, which every tenant reads.
create table price_books (
    id            uuid primary key,
    tenant_id     uuid references tenants,
    agent_id      uuid references agents,
    name          text not null,
    currency      char(3) not null,
    illustrative  boolean not null,
    version       int not null default 1,
    updated_at    timestamptz not null,
    check ((tenant_id is null) <> (agent_id is null))
);
create unique index price_books_agent on price_books (agent_id) where agent_id is not null;
create unique index price_books_tenant on price_books (tenant_id) where tenant_id is not null;

create table price_items (
    book_id           uuid not null references price_books,
    tenant_id         uuid references tenants,
    code              text not null,
    position          int not null,
    trade             text not null,
    label             text not null,
    unit              text not null,
    unit_price_minor  bigint not null check (unit_price_minor >= 0),
    vat_class         text not null,
    synonyms          text[] not null,
    implied_by        text[] not null,
    derived_from      text,
    derived_factor    numeric,
    primary key (book_id, code)
);
create index price_items_tenant on price_items (tenant_id, book_id);

create table pre_quotes (
    id               uuid primary key,
    tenant_id        uuid not null references tenants,
    conversation_id  uuid not null,
    revision         int not null check (revision > 0),
    project_type     text not null,
    document         text not null,
    total_ht_minor   bigint not null,
    total_ttc_minor  bigint not null,
    currency         char(3) not null,
    status           text not null default 'created',
    created_at       timestamptz not null,
    foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
    unique (tenant_id, conversation_id, revision)
);
comment on column pre_quotes.document is 'JSON: the priced pre-quote, never changed; a change is a new revision';

alter table price_books enable row level security;
alter table price_books force row level security;
create policy price_books_own on price_books
    using (tenant_id is null or tenant_id = guichet_tenant())
    with check (tenant_id = guichet_tenant() or (tenant_id is null and guichet_platform()));

alter table price_items enable row level security;
alter table price_items force row level security;
create policy price_items_own on price_items
    using (tenant_id is null or tenant_id = guichet_tenant())
    with check (tenant_id = guichet_tenant() or (tenant_id is null and guichet_platform()));

alter table pre_quotes enable row level security;
alter table pre_quotes force row level security;
create policy pre_quotes_own on pre_quotes
    using (tenant_id = guichet_tenant())
    with check (tenant_id = guichet_tenant());
