-- What a tenant's deployments learned from corrections, and what of it became the masters'.
create table learned_answers (
    id                  uuid primary key,
    tenant_id           uuid not null references tenants,
    deployment_id       uuid not null,
    locale              text not null check (locale in ('fr', 'en')),
    question            text not null check (length(question) between 1 and 500),
    answer              text not null check (length(answer) between 1 and 4000),
    flags               text not null default '[]',
    is_active           boolean not null default true,
    hits                bigint not null default 0,
    last_hit_at         timestamptz,
    conversation_id     uuid,
    message_id          uuid,
    created_by          text not null,
    created_by_name     text,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    offered_at          timestamptz,
    version             int not null,
    foreign key (tenant_id, deployment_id) references agent_deployments (tenant_id, id),
    unique (tenant_id, message_id)
);
create index learned_answers_deployment on learned_answers (tenant_id, deployment_id, id);
comment on column learned_answers.message_id is 'the agent''s message that was corrected; no key, since conversations are forgotten and what was learned is not';
comment on column learned_answers.flags is 'JSON: kinds of personal data that the answer holds and that its tenant wants there';
comment on column learned_answers.offered_at is 'when the night last tried to offer it to the master';

-- Anonymised copies; who proposed one stands in promotions alone.
create table promoted_answers (
    id                uuid primary key,
    agent_id          uuid not null references agents,
    state             text not null check (state in ('proposed', 'approved', 'rejected', 'withdrawn')),
    locale            text not null check (locale in ('fr', 'en')),
    question          text not null check (length(question) between 1 and 500),
    answer            text not null check (length(answer) between 1 and 4000),
    proposed_by       text not null check (proposed_by in ('person', 'delay')),
    proposed_at       timestamptz not null,
    reviewed_by       text,
    reviewed_by_name  text,
    reviewed_at       timestamptz,
    note              text,
    version           int not null
);
create index promoted_answers_queue on promoted_answers (agent_id, id);

create table promotions (
    tenant_id           uuid not null references tenants,
    learned_answer_id   uuid not null,
    promoted_answer_id  uuid not null references promoted_answers,
    requested_by        text not null,
    requested_at        timestamptz not null,
    primary key (tenant_id, learned_answer_id, promoted_answer_id)
);
create index promotions_promoted on promotions (promoted_answer_id);

create table promoted_answer_hits (
    tenant_id           uuid not null references tenants,
    promoted_answer_id  uuid not null references promoted_answers,
    hits                bigint not null,
    last_hit_at         timestamptz not null,
    primary key (tenant_id, promoted_answer_id)
);
create index promoted_answer_hits_answer on promoted_answer_hits (promoted_answer_id);

-- Counted up by every change, so that what a node remembers is known to be what is there.
create table knowledge_versions (
    tenant_id  uuid primary key references tenants,
    version    bigint not null
);
create table agent_knowledge_versions (
    agent_id  uuid primary key references agents,
    version   bigint not null
);

create table phrase_vectors (
    tenant_id  uuid not null references tenants,
    model      text not null,
    phrase     bytea not null,
    vector     bytea not null,
    primary key (tenant_id, model, phrase)
);
comment on column phrase_vectors.phrase is 'SHA-256 of the text';
comment on column phrase_vectors.vector is 'IEEE 754 single precision, little endian';

-- Of what is everybody's: the sectors' own questions, and what the masters took over.
create table common_phrase_vectors (
    model   text not null,
    phrase  bytea not null,
    vector  bytea not null,
    primary key (model, phrase)
);

do $$
declare t text;
begin
    foreach t in array array['learned_answers', 'promotions', 'promoted_answer_hits', 'knowledge_versions',
                             'phrase_vectors', 'promoted_answers', 'agent_knowledge_versions'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
    end loop;
    foreach t in array array['learned_answers', 'knowledge_versions', 'phrase_vectors'] loop
        execute format('create policy %I on %I using (tenant_id = guichet_tenant()) with check (tenant_id = guichet_tenant())',
                       t || '_own', t);
    end loop;
    -- Whoever runs the platform reviews with a look at where a proposal is from, and how often its answer was given.
    foreach t in array array['promotions', 'promoted_answer_hits'] loop
        execute format('create policy %I on %I using (tenant_id = guichet_tenant() or guichet_platform()) with check (tenant_id = guichet_tenant())',
                       t || '_own', t);
    end loop;
end $$;

-- What was approved is everybody's; what is not belongs to who proposed it and to the platform.
create policy promoted_answers_read on promoted_answers for select using (
    state = 'approved' or guichet_platform()
    or exists (select from promotions p where p.promoted_answer_id = promoted_answers.id and p.tenant_id = guichet_tenant()));
create policy promoted_answers_propose on promoted_answers for insert
    with check (guichet_platform() or (state = 'proposed' and guichet_tenant() is not null));
create policy promoted_answers_review on promoted_answers for update
    using (guichet_platform()) with check (guichet_platform());

create policy agent_knowledge_versions_read on agent_knowledge_versions for select using (true);
create policy agent_knowledge_versions_platform on agent_knowledge_versions
    using (guichet_platform()) with check (guichet_platform());
