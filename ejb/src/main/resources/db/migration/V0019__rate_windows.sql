-- How often somebody came lately: shared by all nodes, worth nothing after a minute or a crash. No tenant's: the key is
-- a hash of a limit's name and of who is counted. Not logged, so that counting costs no write of the log.
create unlogged table rate_windows (
    key      uuid primary key,
    ends_at  timestamptz not null,
    used     integer not null check (used >= 0)
) with (fillfactor = 70, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.2);
create index rate_windows_ends on rate_windows (ends_at);
