-- How much of something a tenant has at a time: taken and given back, one row that one statement changes.
create table usage_levels (
    tenant_id  uuid not null references tenants,
    metric     text not null,
    used       bigint not null check (used >= 0),
    primary key (tenant_id, metric)
) with (fillfactor = 50);

alter table files no force row level security;
insert into usage_levels (tenant_id, metric, used)
    select tenant_id, 'storage_bytes', sum(size_bytes) from files group by tenant_id;
alter table files force row level security;

alter table usage_levels enable row level security;
alter table usage_levels force row level security;
create policy usage_levels_own on usage_levels
    using (tenant_id = guichet_tenant()) with check (tenant_id = guichet_tenant());

alter table usage_findings drop constraint usage_findings_compared_check;
alter table usage_findings add constraint usage_findings_compared_check
    check (compared in ('counter', 'days', 'conversations', 'files'));
comment on column usage_findings.compared is 'what the ledger was compared with: the quota''s counter, the days, or the messages and conversations themselves; of storage, the level is compared with the files';
