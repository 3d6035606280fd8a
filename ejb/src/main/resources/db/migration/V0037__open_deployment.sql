-- Finds whose deployment a public key names, and puts the transaction into its tenant, in one round trip. It runs with the
-- caller's rights: the policies decide what it finds. Whether the deployment is active is the caller's to look at.
create function open_deployment(key text) returns uuid language plpgsql as $$
declare
    found_tenant uuid;
begin
    perform set_config('guichet.credential', encode(sha256(convert_to(key, 'UTF8')), 'hex'), true);
    select d.tenant_id into found_tenant
      from agent_deployments d where d.deployment_key = key and d.deleted_at is null;
    perform set_config('guichet.credential', '', true);
    if found_tenant is not null then
        perform set_config('guichet.tenant', found_tenant::text, true);
    end if;
    return found_tenant;
end $$;
