-- Whether a page may show a deployment is looked up by the few names that could allow it: with the name in the index, it
-- reads those alone, however many domains the deployment has.
create index allowed_domains_named on allowed_domains (tenant_id, deployment_id, domain);
drop index allowed_domains_tenant;
