-- What agents know: documents in collections. Those without a tenant belong to the platform, and every tenant reads them.
create table documents (
    id          uuid primary key,
    tenant_id   uuid references tenants,
    collection  text not null check (collection ~ '^[a-z0-9][a-z0-9_-]{0,99}$'),
    title       text not null check (length(title) between 1 and 255),
    kind        text not null check (kind in ('txt', 'md', 'html', 'pdf', 'docx', 'csv', 'page')),
    file_name   text check (length(file_name) between 1 and 255),
    url         text check (length(url) between 1 and 2000),
    size_bytes  bigint not null check (size_bytes >= 0),
    sha256      bytea,
    state       text not null check (state in ('received', 'parsing', 'indexing', 'ready', 'failed')),
    failure     text check (length(failure) <= 500),
    passages    int not null default 0 check (passages >= 0),
    version     int not null default 1,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    check ((url is null) <> (file_name is null))
);
create index documents_shelf on documents (tenant_id, collection, created_at, id);
comment on column documents.size_bytes is 'as received: what it takes of the tenant''s room; of a page, once it was fetched';
comment on column documents.version is 'of its content: what was begun for another one is left';
comment on column documents.failure is 'for whoever sent it: words, no traces';

-- A document as it came, until it was taken apart; what stays of it is its passages.
create table document_contents (
    document_id  uuid primary key references documents on delete cascade,
    tenant_id    uuid references tenants,
    bytes        bytea not null
);
create index document_contents_tenant on document_contents (tenant_id);
alter table document_contents alter column bytes set storage external;

create table passages (
    id            uuid primary key,
    tenant_id     uuid references tenants,
    document_id   uuid not null references documents on delete cascade,
    collection    text not null,
    position      int not null,
    heading       text,
    body          text not null,
    vector        bytea,
    vector_model  text,
    check ((vector is null) = (vector_model is null))
);
create index passages_tenant on passages (tenant_id, document_id, position);
create index passages_document on passages (document_id, position);
comment on column passages.vector is 'of length 1: 32-bit floats, the highest byte first';

-- That a document changed, and when: what a node's index follows. Says nothing of what is in a document, so that who runs
-- the platform may see it all; what it says of a document that is gone stays a while, for indexes that were away.
create table document_marks (
    document_id   uuid primary key,
    tenant_id     uuid references tenants,
    changed_in    xid8 not null default pg_current_xact_id(),
    changed_at    timestamptz not null,
    gone          boolean not null default false,
    vector_model  text
);
create index document_marks_tenant on document_marks (tenant_id);
create index document_marks_changed on document_marks (changed_in, document_id);

do $$
declare t text;
begin
    foreach t in array array['documents', 'document_contents', 'passages', 'document_marks'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I using (tenant_id = guichet_tenant() or (tenant_id is null and guichet_platform()))'
                       ' with check (tenant_id = guichet_tenant() or (tenant_id is null and guichet_platform()))', t || '_own', t);
    end loop;
    foreach t in array array['documents', 'passages'] loop
        execute format('create policy %I on %I for select using (tenant_id is null or tenant_id = guichet_tenant())',
                       t || '_read', t);
    end loop;
end $$;
create policy document_marks_follow on document_marks for select using (tenant_id = guichet_tenant() or guichet_platform());

-- Tells one database from another: an index that was made of another one is made anew.
create table knowledge_identity (identity uuid not null);
insert into knowledge_identity (identity) values (gen_random_uuid());
