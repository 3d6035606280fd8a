-- What was asked of the platform's jobs; they belong to no tenant. A run that waits is taken by one node.
create table job_runs (
    id              uuid primary key,
    job             text not null,
    month           date not null check (extract(day from month) = 1),
    status          text not null default 'waiting' check (status in ('waiting', 'running', 'completed', 'failed')),
    automatic       boolean not null default false,
    requested_by    text not null,
    requested_name  text,
    requested_at    timestamptz not null,
    request_key     text,
    execution_id    bigint,
    attempts        int not null default 0,
    runner          uuid,
    beat_at         timestamptz,
    ended_at        timestamptz,
    unique (requested_by, request_key)
);
comment on column job_runs.execution_id is 'the last execution of Jakarta Batch';
comment on column job_runs.runner is 'the process that has it; beat_at is when it last said that it lives';
-- However many nodes there are, the calendar asks for a month once.
create unique index job_runs_automatic on job_runs (job, month) where automatic;
create index job_runs_open on job_runs (requested_at) where status in ('waiting', 'running');
create index job_runs_job on job_runs (job, requested_at desc, id desc);

create table job_attempts (
    run_id          uuid not null references job_runs,
    number          int not null check (number > 0),
    execution_id    bigint not null,
    status          text not null,
    started_at      timestamptz,
    ended_at        timestamptz,
    read_count      bigint not null default 0,
    write_count     bigint not null default 0,
    filter_count    bigint not null default 0,
    skip_count      bigint not null default 0,
    commit_count    bigint not null default 0,
    rollback_count  bigint not null default 0,
    failure         text,
    primary key (run_id, number)
);
