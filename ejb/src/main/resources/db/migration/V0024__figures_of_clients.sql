-- Who runs the platform reads what many clients used and which keys they have, at a time; he writes none of it.
create policy usage_counters_run on usage_counters for select
    using (tenant_id = guichet_tenant() or guichet_platform());
create policy api_keys_run on api_keys for select
    using (tenant_id = guichet_tenant() or guichet_platform());

comment on column tenants.billing_type is 'monthly; the other two are from before they were refused, and invoiced monthly';
comment on column subscriptions.created_by is 'who: user:…, key:…, platform:…; a bare word is from before that was kept';
comment on column usage_reports.sent is 'whether it was: there was an address, and a report left of the plan''s';
