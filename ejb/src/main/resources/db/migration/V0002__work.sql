-- The table of db-scheduler, as its documentation gives it. It is shared by all nodes and belongs to no tenant: a row
-- holds ids, never what a person said.
create table scheduled_tasks (
    task_name             text not null,
    task_instance         text not null,
    task_data             bytea,
    execution_time        timestamptz not null,
    picked                boolean not null,
    picked_by             text,
    last_success          timestamptz,
    last_failure          timestamptz,
    consecutive_failures  int,
    last_heartbeat        timestamptz,
    version               bigint not null,
    priority              smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);

-- The same for what calls strangers' servers: one that is slow holds up no answer.
create table scheduled_deliveries (
    task_name             text not null,
    task_instance         text not null,
    task_data             bytea,
    execution_time        timestamptz not null,
    picked                boolean not null,
    picked_by             text,
    last_success          timestamptz,
    last_failure          timestamptz,
    consecutive_failures  int,
    last_heartbeat        timestamptz,
    version               bigint not null,
    priority              smallint,
    primary key (task_name, task_instance)
);
create index scheduled_deliveries_due on scheduled_deliveries (execution_time);
create index scheduled_deliveries_heartbeat on scheduled_deliveries (last_heartbeat);

-- Work that was given up after its last try: it waits for a person.
create table failed_work (
    id         uuid primary key,
    task_name  text not null,
    instance   text not null,
    data       text not null,
    failures   int not null,
    error      text not null,
    failed_at  timestamptz not null
);
