-- A tenant that was deleted owes nothing from then on: what was open is ended, and what was to follow is not.
alter table tenants no force row level security;
alter table subscriptions no force row level security;

delete from subscriptions s using tenants t where t.id = s.tenant_id and s.starts_at >= t.deleted_at;
update subscriptions s set ends_at = t.deleted_at
  from tenants t where t.id = s.tenant_id and t.deleted_at is not null and (s.ends_at is null or s.ends_at > t.deleted_at);

alter table subscriptions force row level security;
alter table tenants force row level security;
