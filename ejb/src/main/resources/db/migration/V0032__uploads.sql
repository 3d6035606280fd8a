-- Files that come in pieces. Their bytes are here, so that any node goes on, also after one was killed; once the file is
-- whole they go, and the row stays for whoever did not hear of it.
create table uploads (
    id               uuid primary key,
    tenant_id        uuid not null references tenants,
    conversation_id  uuid not null,
    name             text not null check (length(name) between 1 and 255),
    length           int not null check (length between 1 and 10485760),
    received         int not null default 0 check (received between 0 and length),
    file_id          uuid,
    checking_until   timestamptz,
    created_at       timestamptz not null,
    expires_at       timestamptz not null,
    foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
    unique (tenant_id, id)
);
create index uploads_conversation on uploads (tenant_id, conversation_id);
create index uploads_expiry on uploads (tenant_id, expires_at);
comment on column uploads.checking_until is 'until when somebody looks at it, who may have died meanwhile; nobody else does so long';
comment on column uploads.file_id is 'the file that it became; its row may be gone';

create table upload_pieces (
    tenant_id  uuid not null references tenants,
    upload_id  uuid not null,
    at         int not null check (at >= 0),
    bytes      bytea not null,
    primary key (tenant_id, upload_id, at),
    foreign key (tenant_id, upload_id) references uploads (tenant_id, id) on delete cascade
);
-- Photos are packed already.
alter table upload_pieces alter column bytes set storage external;

do $$
declare t text;
begin
    foreach t in array array['uploads', 'upload_pieces'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I using (tenant_id = guichet_tenant()) with check (tenant_id = guichet_tenant())',
                       t || '_own', t);
    end loop;
end $$;
