-- A lane of its own for taking documents apart: it needs memory and time, and neither visitors nor deliveries wait for it.
create table scheduled_documents (
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
create index scheduled_documents_due on scheduled_documents (execution_time);
create index scheduled_documents_heartbeat on scheduled_documents (last_heartbeat);
