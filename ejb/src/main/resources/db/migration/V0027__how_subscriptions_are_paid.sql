-- How a subscription is paid is settled when it is sold, like its plan's version. What was sold so far is paid month by
-- month, whatever its tenant was noted as: that was not looked at.
alter table subscriptions no force row level security;
alter table subscriptions
    add column billing_type text not null default 'monthly' check (billing_type in ('monthly', 'yearly', 'usage'));
alter table subscriptions force row level security;

alter table tenants no force row level security;
update tenants set billing_type = 'monthly' where billing_type <> 'monthly';
alter table tenants force row level security;
comment on column tenants.billing_type is 'how its next subscription is paid';

drop function months_to_close(uuid[], date);

-- What closing a month needs of each of many tenants, with the rights of the caller: one tenant after the other, each by
-- statements of its own that see that tenant alone. Instants are microseconds since 1970. A bucket is what lies between
-- two beginnings or ends of subscriptions, from 1 in their order; 0 is before the first.
-- Planned once for all: planning for each tenant costs more than reading it.
create function months_to_close(tenants uuid[], closing date)
    returns table (tenant_id uuid, plan_versions uuid[], billing_types text[], prices bigint[], starts bigint[],
                   ends bigint[], metrics text[], buckets int[], units bigint[])
    language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
    cuts timestamptz[];
begin
    foreach tenant_id in array tenants loop
        perform guichet_enter(tenant_id);
        select array_agg(s.plan_version_id order by s.starts_at, s.id),
               array_agg(s.billing_type order by s.starts_at, s.id),
               array_agg(s.price_minor order by s.starts_at, s.id),
               array_agg((extract(epoch from s.starts_at) * 1000000)::bigint order by s.starts_at, s.id),
               array_agg((extract(epoch from s.ends_at) * 1000000)::bigint order by s.starts_at, s.id)
          into plan_versions, billing_types, prices, starts, ends
          from subscriptions s where s.tenant_id = months_to_close.tenant_id;
        select array_agg(c.at order by c.at) into cuts
          from (select s.starts_at as at from subscriptions s where s.tenant_id = months_to_close.tenant_id
                 union
                select s.ends_at from subscriptions s
                 where s.tenant_id = months_to_close.tenant_id and s.ends_at is not null) c;
        select array_agg(u.metric), array_agg(u.bucket), array_agg(u.units) into metrics, buckets, units
          from (select l.metric, coalesce(width_bucket(l.at, cuts), 0) as bucket, sum(l.quantity)::bigint as units
                  from usage_ledger l
                 where l.tenant_id = months_to_close.tenant_id and l.period = closing
                 group by 1, 2) u;
        return next;
    end loop;
    perform set_config('guichet.tenant', '', true);
end $$;
