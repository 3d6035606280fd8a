alter table agents
    add column system_prompt        text check (length(system_prompt) <= 40000),
    add column model                text check (length(model) <= 200),
    add column fallback_model       text check (length(fallback_model) <= 200),
    add column temperature          numeric(4, 2) check (temperature between 0 and 2),
    add column max_tokens           int check (max_tokens > 0),
    add column context_window_size  int check (context_window_size > 0),
    add column model_host           text check (length(model_host) <= 500),
    add column collection           text check (collection ~ '^[a-z0-9][a-z0-9_-]{0,99}$'),
    add column limits               text,
    add column version              int not null default 1,
    add column updated_at           timestamptz,
    add column deleted_at           timestamptz;
comment on column agents.limits is 'JSON: floors and ceilings that no deployment crosses';
create index agents_name on agents (lower(name), id);
create index agents_created on agents (created_at, id);

-- Everybody reads the masters, the platform alone changes them.
alter table agents enable row level security;
alter table agents force row level security;
create policy agents_read on agents for select using (true);
create policy agents_platform on agents using (guichet_platform()) with check (guichet_platform());
alter table agent_modes enable row level security;
alter table agent_modes force row level security;
create policy agent_modes_read on agent_modes for select using (true);
create policy agent_modes_platform on agent_modes using (guichet_platform()) with check (guichet_platform());

alter table agent_deployments
    add column config_overlay        text,
    add column description           text check (length(description) <= 2000),
    add column dedicated_collection  text check (dedicated_collection ~ '^[a-z0-9][a-z0-9_-]{0,99}$'),
    add column max_sessions_day      bigint check (max_sessions_day >= 0),
    add column max_messages_day      bigint check (max_messages_day >= 0),
    add column rate_limit_per_ip     int not null default 60 check (rate_limit_per_ip between 1 and 100000),
    add column version               int not null default 1,
    add column updated_at            timestamptz,
    add column deleted_at            timestamptz;
comment on column agent_deployments.max_sessions_day is 'null: no limit of its own; the same for messages';
comment on column agent_deployments.rate_limit_per_ip is 'requests a minute; the agent''s floor is applied when it is read';
comment on column agent_deployments.deleted_at is 'its key opens nothing any more; its conversations stay';

-- The name of a deployment that is gone is free again.
alter table agent_deployments drop constraint agent_deployments_agent_id_tenant_id_name_key;
create unique index agent_deployments_named on agent_deployments (tenant_id, agent_id, name) where deleted_at is null;
create index agent_deployments_agent on agent_deployments (agent_id) where deleted_at is null;
create index agent_deployments_created on agent_deployments (tenant_id, created_at, id);

-- Who runs the platform finds whose deployment an id names, and which agents are in use; he changes one in its tenant.
create policy agent_deployments_run on agent_deployments for select
    using (tenant_id = guichet_tenant() or guichet_platform());
