-- Where the numbers of a month do not agree, as the last look found it.
create table usage_findings (
    tenant_id  uuid not null references tenants,
    period     date not null,
    metric     text not null,
    compared   text not null check (compared in ('counter', 'days', 'conversations')),
    ledger     bigint not null,
    found      bigint not null,
    found_at   timestamptz not null,
    primary key (tenant_id, period, metric, compared)
);
comment on column usage_findings.compared is 'what the ledger was compared with: the quota''s counter, the days, or the messages and conversations themselves';

alter table usage_findings enable row level security;
alter table usage_findings force row level security;
create policy usage_findings_own on usage_findings
    using (tenant_id = guichet_tenant() or guichet_platform())
    with check (tenant_id = guichet_tenant());
