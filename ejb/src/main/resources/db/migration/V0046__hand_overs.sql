-- A conversation that a person has to go on with: asked for, assigned, taken, and given back or closed.
alter table conversations no force row level security;

alter table conversations drop constraint conversations_status_check;
alter table conversations
    add constraint conversations_status_check check (status in ('open', 'waiting_for_person', 'with_person', 'closed')),
    add column misunderstood    int not null default 0,
    add column ended_at         timestamptz,
    add column rating_asked_at  timestamptz;
comment on column conversations.misunderstood is 'how many messages in a row the agent did not understand';
comment on column conversations.ended_at is 'when a person or the visitor closed it';
comment on column conversations.rating_asked_at is 'when the visitor was asked how it was: once';

alter table messages
    add column author       text check (length(author) between 1 and 255),
    add column asks_rating  boolean;
comment on column messages.author is 'the name of the person who wrote it, as visitors read it';
comment on column messages.asks_rating is 'true where the visitor is asked with it how the conversation was';

create table hand_overs (
    id                  uuid primary key,
    tenant_id           uuid not null references tenants,
    conversation_id     uuid not null,
    deployment_id       uuid not null,
    member_id           uuid,
    reason              text not null check (length(reason) between 1 and 60),
    state               text not null check (state in ('queued', 'assigned', 'with_person', 'returned', 'closed')),
    assignee            text,
    assignee_member_id  uuid,
    assignee_name       text check (length(assignee_name) between 1 and 255),
    requested_at        timestamptz not null,
    assigned_at         timestamptz,
    taken_at            timestamptz,
    first_reply_at      timestamptz,
    ended_at            timestamptz,
    foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
    foreign key (tenant_id, deployment_id) references agent_deployments (tenant_id, id),
    foreign key (tenant_id, member_id) references members (tenant_id, id),
    foreign key (tenant_id, assignee_member_id) references members (tenant_id, id),
    unique (tenant_id, id),
    check (state = 'queued' or state in ('returned', 'closed') or assignee_name is not null),
    check ((ended_at is null) = (state in ('queued', 'assigned', 'with_person')))
);
-- One at a time in a conversation, however often its agent asks.
create unique index hand_overs_one on hand_overs (tenant_id, conversation_id)
    where state in ('queued', 'assigned', 'with_person');
create index hand_overs_queue on hand_overs (tenant_id, requested_at, id)
    where state in ('queued', 'assigned', 'with_person');
create index hand_overs_all on hand_overs (tenant_id, requested_at, id);
create index hand_overs_conversation on hand_overs (tenant_id, conversation_id);
create index hand_overs_assignee on hand_overs (tenant_id, assignee_member_id)
    where state in ('assigned', 'with_person');
comment on column hand_overs.member_id is 'the member that the conversation is held for, as in conversations';
comment on column hand_overs.assignee is 'who: user:…, key:…';

-- What people note of a conversation for each other.
create table conversation_notes (
    id               uuid primary key,
    tenant_id        uuid not null references tenants,
    conversation_id  uuid not null,
    author           text not null,
    author_name      text not null check (length(author_name) between 1 and 255),
    content          text not null check (length(content) between 1 and 4000),
    created_at       timestamptz not null,
    foreign key (tenant_id, conversation_id) references conversations (tenant_id, id)
);
create index conversation_notes_of on conversation_notes (tenant_id, conversation_id, id);

create table support_settings (
    tenant_id   uuid primary key references tenants,
    settings    text not null,
    updated_at  timestamptz not null
);
comment on column support_settings.settings is 'JSON: when people are there, and when the agent calls them';

-- Those who wait already.
insert into hand_overs (id, tenant_id, conversation_id, deployment_id, member_id, reason, state, requested_at)
select gen_random_uuid(), c.tenant_id, c.id, c.deployment_id, c.member_id, coalesce(c.status_reason, 'answer_failed'),
       'queued', coalesce(c.last_message_at, c.started_at, c.created_at)
  from conversations c where c.status = 'waiting_for_person';

alter table conversations force row level security;

do $$
declare t text;
begin
    foreach t in array array['hand_overs', 'conversation_notes', 'support_settings'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I using (tenant_id = guichet_tenant()) with check (tenant_id = guichet_tenant())',
                       t || '_own', t);
    end loop;
end $$;
