create table conversations (
    id               uuid primary key,
    tenant_id        uuid not null references tenants,
    deployment_id    uuid not null,
    member_id        uuid,
    channel          text not null check (channel in ('web', 'sms', 'whatsapp', 'telegram', 'email', 'voice')),
    status           text not null default 'open' check (status in ('open', 'waiting_for_person', 'closed')),
    status_reason    text,
    locale           text not null,
    trusted_context  text,
    facts            text not null default '{}',
    facts_version    int not null default 0,
    project          text,
    messages_count   int not null default 0,
    created_at       timestamptz not null,
    started_at       timestamptz,
    last_message_at  timestamptz,
    foreign key (tenant_id, deployment_id) references agent_deployments (tenant_id, id),
    foreign key (tenant_id, member_id) references members (tenant_id, id),
    unique (tenant_id, id)
);
create index conversations_recent on conversations (tenant_id, last_message_at desc);
create index conversations_member on conversations (tenant_id, member_id, last_message_at desc);
comment on column conversations.trusted_context is 'JSON, from server to server';
comment on column conversations.facts is 'JSON: what the sector agent knows';

create table sessions (
    id               uuid primary key,
    tenant_id        uuid not null references tenants,
    conversation_id  uuid not null,
    secret_hash      bytea not null unique,
    parent_origin    text,
    created_at       timestamptz not null,
    expires_at       timestamptz not null,
    foreign key (tenant_id, conversation_id) references conversations (tenant_id, id)
);
create index sessions_conversation on sessions (tenant_id, conversation_id);

create table session_links (
    id               uuid primary key,
    tenant_id        uuid not null references tenants,
    token_hash       bytea not null unique,
    deployment_id    uuid not null,
    member_id        uuid,
    context          text,
    conversation_id  uuid,
    created_by       text not null,
    created_at       timestamptz not null,
    expires_at       timestamptz not null,
    revoked_at       timestamptz,
    foreign key (tenant_id, deployment_id) references agent_deployments (tenant_id, id),
    foreign key (tenant_id, member_id) references members (tenant_id, id),
    foreign key (tenant_id, conversation_id) references conversations (tenant_id, id)
);
create index session_links_tenant on session_links (tenant_id, created_at desc);

create table messages (
    id               uuid primary key,
    tenant_id        uuid not null references tenants,
    conversation_id  uuid not null,
    role             text not null check (role in ('visitor', 'agent', 'person')),
    content          text not null,
    brief            text,
    status           text not null check (status in ('queued', 'processing', 'completed', 'failed')),
    reply_to         uuid,
    client_key       text,
    request_hash     bytea,
    quick_replies    text,
    pre_quote        text,
    page_context     text,
    metadata         text,
    created_at       timestamptz not null,
    foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
    unique (conversation_id, client_key),
    unique (tenant_id, id)
);
create index messages_conversation on messages (tenant_id, conversation_id, id);
-- One reply to a message, however often its work is run.
create unique index messages_reply on messages (reply_to) where reply_to is not null;
comment on column messages.brief is 'content without the words of the pre-quote, for those who show it as a table';
comment on column messages.page_context is 'JSON, from a page: untrusted';
comment on column messages.pre_quote is 'JSON: the pre-quote as it was shown with this message';

create table files (
    id               uuid primary key,
    tenant_id        uuid not null references tenants,
    conversation_id  uuid not null,
    message_id       uuid,
    name             text not null check (length(name) between 1 and 255),
    mime_type        text not null check (mime_type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
    size_bytes       bigint not null check (size_bytes > 0),
    sha256           bytea not null,
    width            int,
    height           int,
    has_thumbnail    boolean not null default false,
    created_at       timestamptz not null,
    foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
    foreign key (tenant_id, message_id) references messages (tenant_id, id)
);
create index files_conversation on files (tenant_id, conversation_id, id);

do $$
declare t text;
begin
    foreach t in array array['conversations', 'messages', 'files'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I using (tenant_id = guichet_tenant()) with check (tenant_id = guichet_tenant())',
                       t || '_own', t);
    end loop;
end $$;

alter table sessions enable row level security;
alter table sessions force row level security;
create policy sessions_own on sessions
    using (tenant_id = guichet_tenant() or secret_hash = guichet_credential())
    with check (tenant_id = guichet_tenant());

alter table session_links enable row level security;
alter table session_links force row level security;
create policy session_links_own on session_links
    using (tenant_id = guichet_tenant() or token_hash = guichet_credential())
    with check (tenant_id = guichet_tenant());

-- Opens a visitor's session in one round trip: finds it by its secret and puts the transaction into its tenant.
-- It runs with the caller's rights: the policies above decide what it finds.
create function open_session(secret_hash_hex text, as_of timestamptz)
    returns table (tenant_id uuid, conversation_id uuid) language plpgsql as $$
begin
    perform set_config('guichet.credential', secret_hash_hex, true);
    select s.tenant_id, s.conversation_id into tenant_id, conversation_id
      from sessions s where s.secret_hash = decode(secret_hash_hex, 'hex') and s.expires_at > as_of;
    perform set_config('guichet.credential', '', true);
    if tenant_id is null then
        return;
    end if;
    perform set_config('guichet.tenant', tenant_id::text, true);
    if not exists (select from tenants t where t.id = open_session.tenant_id and t.status = 'active') then
        perform set_config('guichet.tenant', '', true);
        return;
    end if;
    return next;
end $$;
