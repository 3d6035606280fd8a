-- Who has, or had, a name below another: one row, however many names it are. Whoever claims *.ebp.example is asked for
-- those whom this names, and not for all names below, of which he may have ten thousand himself.
create table domain_ancestors (
    ancestor   text collate "C" not null,
    tenant_id  uuid not null references tenants,
    primary key (ancestor, tenant_id)
);
comment on table domain_ancestors is 'never shorter than two labels; a row stays when the last name below is gone';
create index domain_ancestors_tenant on domain_ancestors (tenant_id);
alter table domain_ancestors enable row level security;
alter table domain_ancestors force row level security;
create policy domain_ancestors_own on domain_ancestors
    using (tenant_id = guichet_tenant() or guichet_platform())
    with check (tenant_id = guichet_tenant());

create function note_domain_ancestors() returns trigger language plpgsql as $$
declare
    labels text[] := string_to_array(new.domain, '.');
begin
    insert into domain_ancestors (ancestor, tenant_id)
    select array_to_string(labels[n:], '.'), new.tenant_id
      from generate_series(2, cardinality(labels) - 1) n
    on conflict do nothing;
    return null;
end $$;
create trigger note_domain_ancestors after insert on allowed_domains
    for each row execute function note_domain_ancestors();

-- The owner of the tables is no superuser and its rows are guarded, too: tenant by tenant.
do $$
declare t uuid;
begin
    perform set_config('guichet.platform', 'on', true);
    for t in select id from tenants loop
        perform set_config('guichet.tenant', t::text, true);
        insert into domain_ancestors (ancestor, tenant_id)
        select distinct array_to_string(l.labels[n:], '.'), t
          from (select string_to_array(domain, '.') as labels from allowed_domains where tenant_id = t) l,
               generate_series(2, cardinality(l.labels) - 1) n;
    end loop;
    perform set_config('guichet.tenant', '', true);
    perform set_config('guichet.platform', '', true);
end $$;

-- As before, but nothing below is looked for where nobody else has anything. No index begins with the tenant for it: where
-- most tenants have one name, a plan for any of them takes it as gladly as the one by deployment and name, and reads all
-- of him who has ten thousand.
create or replace function domains_claimed_elsewhere(tenant uuid, claims text[]) returns setof text
    language plpgsql set plan_cache_mode = force_generic_plan set enable_bitmapscan = off as $$
declare
    before text := coalesce(current_setting('guichet.platform', true), '');
    claim text;
    host text;
    below boolean;
    labels text[];
    above text[];
begin
    perform set_config('guichet.platform', 'on', true);
    foreach claim in array claims loop
        below := starts_with(claim, '*.');
        host := case when below then substr(claim, 3) else claim end;
        labels := string_to_array(host, '.');
        above := array(select array_to_string(labels[n:], '.') from generate_series(2, cardinality(labels)) n);
        if exists (select 1 from allowed_domains a
                    where a.domain = host and a.is_wildcard = below
                      and a.tenant_id <> tenant and a.is_active
                      and (select d.deleted_at is null from agent_deployments d
                            where d.tenant_id = a.tenant_id and d.id = a.deployment_id))
           or exists (select 1 from allowed_domains a
                       where a.domain = any (above) and a.is_wildcard
                         and a.tenant_id <> tenant and a.is_active
                         and (select d.deleted_at is null from agent_deployments d
                               where d.tenant_id = a.tenant_id and d.id = a.deployment_id))
           -- What is below begins, back to front, with the name and a dot; the character behind the dot is the slash.
           or (below and exists (
                  select 1 from domain_ancestors o
                   where o.ancestor = host and o.tenant_id <> tenant
                     and (select true from allowed_domains a
                           where a.tenant_id = o.tenant_id
                             and a.reversed >= reverse(host) || '.' and a.reversed < reverse(host) || '/'
                             and a.is_active
                             and (select d.deleted_at is null from agent_deployments d
                                   where d.tenant_id = a.tenant_id and d.id = a.deployment_id)
                           limit 1))) then
            return next claim;
        end if;
    end loop;
    perform set_config('guichet.platform', before, true);
end $$;
