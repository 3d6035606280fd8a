-- Of the nodes that search one index on a search server, one writes it: whoever has the row, until its time is over.
create table index_leases (
    index_name  text primary key check (length(index_name) between 1 and 200),
    node        uuid not null,
    until       timestamptz not null
);
comment on table index_leases is 'of the platform, like what an index is made of: no tenant''s';
