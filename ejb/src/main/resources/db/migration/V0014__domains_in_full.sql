alter table allowed_domains
    add column challenge     text not null default 'guichet-' || replace(gen_random_uuid()::text, '-', ''),
    add column verified_at   timestamptz,
    add column verified_by   text check (verified_by in ('dns', 'file')),
    add column checked_at    timestamptz,
    add column contested_at  timestamptz,
    add check ((verified_at is null) = (verified_by is null));
alter table allowed_domains alter column challenge drop default;
comment on column allowed_domains.challenge is 'what its owner publishes to prove that the domain is his';
comment on column allowed_domains.contested_at is 'when it was added although another tenant had it, or one above or below it';
create index allowed_domains_domain on allowed_domains (domain);

-- Whether another tenant has the same domain, or one that overlaps by a wildcard. Only yes or no gets out.
create policy allowed_domains_platform on allowed_domains for select
    using (tenant_id = guichet_tenant() or guichet_platform());
create function domain_claimed_elsewhere(tenant uuid, claimed text, wildcard boolean, parents text[]) returns boolean
    language plpgsql as $$
declare
    before text := coalesce(current_setting('guichet.platform', true), '');
    found_one boolean;
begin
    perform set_config('guichet.platform', 'on', true);
    found_one := exists (
        select 1
          from allowed_domains a
          join agent_deployments d on d.tenant_id = a.tenant_id and d.id = a.deployment_id
         where a.tenant_id <> tenant and a.is_active and d.deleted_at is null
           and ((a.domain = claimed and a.is_wildcard = wildcard)
                or (a.is_wildcard and a.domain = any (parents))
                or (wildcard and right(a.domain, length(claimed) + 1) = '.' || claimed)));
    perform set_config('guichet.platform', before, true);
    return found_one;
end $$;

-- Whether a collection of knowledge belongs to an agent, or to another tenant. Only yes or no gets out.
create function collection_taken(tenant uuid, wanted text) returns boolean
    language plpgsql as $$
declare
    before text := coalesce(current_setting('guichet.platform', true), '');
    found_one boolean;
begin
    perform set_config('guichet.platform', 'on', true);
    found_one := exists (select 1 from agents a where a.collection = wanted)
        or exists (select 1 from agent_deployments d where d.dedicated_collection = wanted and d.tenant_id <> tenant);
    perform set_config('guichet.platform', before, true);
    return found_one;
end $$;
create index agent_deployments_collection on agent_deployments (dedicated_collection)
    where dedicated_collection is not null;

-- Pages that may not show a deployment and tried: one row for an hour of one page and one address, so that nobody fills
-- the disk.
create table domain_refusals (
    id             uuid primary key,
    tenant_id      uuid not null references tenants,
    deployment_id  uuid not null,
    origin         text not null check (length(origin) <= 200),
    address        text not null check (length(address) <= 100),
    hour           timestamptz not null,
    count          bigint not null check (count > 0),
    first_at       timestamptz not null,
    last_at        timestamptz not null,
    foreign key (tenant_id, deployment_id) references agent_deployments (tenant_id, id),
    unique (tenant_id, deployment_id, hour, origin, address)
);
create index domain_refusals_recent on domain_refusals (tenant_id, deployment_id, id desc);

-- Of which pages a tenant was told, once a day.
create table domain_alerts (
    tenant_id      uuid not null references tenants,
    deployment_id  uuid not null,
    origin         text not null,
    day            date not null,
    primary key (tenant_id, deployment_id, origin, day),
    foreign key (tenant_id, deployment_id) references agent_deployments (tenant_id, id)
);

alter table domain_refusals enable row level security;
alter table domain_refusals force row level security;
create policy domain_refusals_own on domain_refusals
    using (tenant_id = guichet_tenant())
    with check (tenant_id = guichet_tenant());

alter table domain_alerts enable row level security;
alter table domain_alerts force row level security;
create policy domain_alerts_own on domain_alerts
    using (tenant_id = guichet_tenant())
    with check (tenant_id = guichet_tenant());
