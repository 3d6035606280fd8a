-- Which run of a job closed the month; null where it was none.
alter table billing_periods add column run_id uuid;
create index billing_periods_month on billing_periods (period, tenant_id);

-- A month's report is written once for each tenant.
create table usage_reports (
    tenant_id   uuid not null references tenants,
    period      date not null,
    sent        boolean not null,
    run_id      uuid,
    created_at  timestamptz not null,
    primary key (tenant_id, period)
);
comment on column usage_reports.sent is 'whether there was an address to send it to';
create index usage_reports_month on usage_reports (period, tenant_id);

-- The platform sees which tenants are done, to find those that are not; it writes for none.
drop policy billing_periods_own on billing_periods;
create policy billing_periods_own on billing_periods
    using (tenant_id = guichet_tenant() or guichet_platform())
    with check (tenant_id = guichet_tenant());

alter table usage_reports enable row level security;
alter table usage_reports force row level security;
create policy usage_reports_own on usage_reports
    using (tenant_id = guichet_tenant() or guichet_platform())
    with check (tenant_id = guichet_tenant());

-- What was closed stays closed, and what was invoiced stays.
revoke update, delete, truncate on billing_periods, usage_statements, invoice_lines, usage_reports from ${app_role};
revoke delete, truncate on invoices from ${app_role};

-- A closed month takes no more units. Whoever counts shares the month with others who count; whoever closes it has it
-- alone, so that it sees every unit that was let in. The closing takes the same lock: see CloseMonth.
create function refuse_closed_month() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
    perform pg_advisory_xact_lock_shared(uuid_hash(new.tenant_id), new.period - date '2000-01-01');
    if exists (select 1 from billing_periods b where b.tenant_id = new.tenant_id and b.period = new.period) then
        raise exception 'the month % is closed', to_char(new.period, 'YYYY-MM') using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger usage_ledger_open before insert on usage_ledger for each row execute function refuse_closed_month();
