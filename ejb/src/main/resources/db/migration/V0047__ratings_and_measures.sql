-- How visitors found their conversations: one rating each, by the session that gave it first.
create table ratings (
    tenant_id        uuid not null references tenants,
    conversation_id  uuid not null,
    session_id       uuid not null,
    score            int not null check (score between 1 and 5),
    comment          text check (length(comment) between 1 and 1000),
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    primary key (tenant_id, conversation_id),
    foreign key (tenant_id, conversation_id) references conversations (tenant_id, id)
);

alter table ratings enable row level security;
alter table ratings force row level security;
create policy ratings_own on ratings using (tenant_id = guichet_tenant()) with check (tenant_id = guichet_tenant());

-- Measures are of the conversations that began in a stretch of days.
create index conversations_started on conversations (tenant_id, started_at) where started_at is not null;
