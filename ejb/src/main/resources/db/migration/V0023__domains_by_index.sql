-- A column of its own, not an index over an expression: under row-level security an index serves only a comparison that
-- cannot give a row away, and a call of reverse() in it is not known to be one.
alter table allowed_domains
    add column reversed text collate "C" not null generated always as (reverse(domain)) stored;
comment on column allowed_domains.reversed is 'back to front: all names below one stand together';
create index allowed_domains_reversed on allowed_domains (reversed);

-- Which of these another tenant has, too, or one that overlaps by a wildcard. A wildcard is written with its *. in front.
-- Nothing gets out but which. Every branch is served by an index, however many domains there are: planned once for a
-- connection, and left at the first row that will do, which a bitmap would not. The deployment is looked up per row, so
-- that no join begins with it.
create function domains_claimed_elsewhere(tenant uuid, claims text[]) returns setof text
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
           or (below and exists (select 1 from allowed_domains a
                                  where a.reversed >= reverse(host) || '.' and a.reversed < reverse(host) || '/'
                                    and a.tenant_id <> tenant and a.is_active
                                    and (select d.deleted_at is null from agent_deployments d
                                          where d.tenant_id = a.tenant_id and d.id = a.deployment_id))) then
            return next claim;
        end if;
    end loop;
    perform set_config('guichet.platform', before, true);
end $$;
drop function domain_claimed_elsewhere(uuid, text, boolean, text[]);

-- When something was last counted on a day, kept by the statement that counts; days from before have none.
alter table usage_daily add column last_at timestamptz;
create index usage_daily_deployment on usage_daily (tenant_id, deployment_id);
