-- What of a code may be shown again, that it was taken back, and how often it was typed when it did not work any more.
alter table link_codes
    add column prefix      text check (length(prefix) between 1 and 7),
    add column revoked_at  timestamptz,
    add column tries       int not null default 0 check (tries >= 0);
drop index link_codes_tenant;
create index link_codes_tenant on link_codes (tenant_id, created_at, id);

-- A finding has a place among others that were found at the same moment.
alter table usage_findings add column id uuid not null default gen_random_uuid();
alter table usage_findings alter column id drop default;
create index usage_findings_at on usage_findings (found_at desc, id desc);

comment on column session_links.created_by is 'who: user:…, key:…, platform:…; a bare word is from before that was kept';
