alter table tenants
    add column logo_url            text check (length(logo_url) <= 500),
    add column website_url         text check (length(website_url) <= 500),
    add column contact_name        text check (length(contact_name) <= 255),
    add column contact_email       text check (length(contact_email) <= 255),
    add column contact_phone       text check (length(contact_phone) <= 50),
    add column billing_email       text check (length(billing_email) <= 255),
    add column billing_address     text check (length(billing_address) <= 2000),
    add column billing_type        text not null default 'monthly' check (billing_type in ('monthly', 'yearly', 'usage')),
    add column vat_number          text check (length(vat_number) <= 20),
    add column max_deployments     bigint check (max_deployments >= 0),
    add column max_sessions_month  bigint check (max_sessions_month >= 0),
    add column max_messages_month  bigint check (max_messages_month >= 0),
    add column notes               text check (length(notes) <= 5000),
    add column version             int not null default 1,
    add column updated_at          timestamptz,
    add column suspended_at        timestamptz,
    add column suspended_reason    text check (length(suspended_reason) <= 500),
    add column deleted_at          timestamptz;
comment on column tenants.max_sessions_month is 'null: what the plan says; the same for the other two';
create index tenants_name on tenants (lower(name), id);
create index tenants_created on tenants (created_at, id);

alter table api_keys
    add column name          text check (length(name) <= 100),
    add column created_by    text,
    add column expires_at    timestamptz,
    add column last_used_at  timestamptz;
comment on column api_keys.expires_at is 'a key that was rotated still works until then';
