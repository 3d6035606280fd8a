alter table agents add column output_schemas text;
comment on column agents.output_schemas is 'JSON: JSON Schemas of what its model answers besides words, by name';

-- How a reply was found: ids, scores, models, times and decisions; none of what was said. It goes with its conversation.
create table turn_traces (
    message_id       uuid primary key,
    tenant_id        uuid not null references tenants,
    conversation_id  uuid not null,
    trace            text not null,
    created_at       timestamptz not null,
    foreign key (tenant_id, conversation_id) references conversations (tenant_id, id) on delete cascade,
    foreign key (tenant_id, message_id) references messages (tenant_id, id) on delete cascade
);
create index turn_traces_conversation on turn_traces (tenant_id, conversation_id, message_id);
comment on column turn_traces.message_id is 'the reply';
comment on column turn_traces.trace is 'JSON, without any words of the contact or the reply';

alter table turn_traces enable row level security;
alter table turn_traces force row level security;
create policy turn_traces_own on turn_traces
    using (tenant_id = guichet_tenant()) with check (tenant_id = guichet_tenant());
