-- Masters and the common price books belong to the platform; a tenant reads them.
create table agents (
    id                     uuid primary key,
    slug                   text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name                   text not null,
    sector                 text not null,
    description            text,
    welcome_message        text not null,
    placeholder            text not null,
    default_branding       text,
    is_whitelabel_enabled  boolean not null default false,
    whitelabel_config      text,
    created_at             timestamptz not null
);

-- In which modes an agent may be deployed.
create table agent_modes (
    agent_id  uuid not null references agents,
    mode      text not null check (mode in ('internal', 'shared', 'dedicated')),
    primary key (agent_id, mode)
);

create table agent_deployments (
    id               uuid primary key,
    tenant_id        uuid not null references tenants,
    agent_id         uuid not null references agents,
    name             text not null check (length(name) between 1 and 255),
    deployment_key   text not null unique check (deployment_key ~ '^dpl_[a-z0-9_]{3,60}$'),
    deployment_mode  text not null,
    branding         text,
    is_active        boolean not null default true,
    created_at       timestamptz not null,
    foreign key (agent_id, deployment_mode) references agent_modes (agent_id, mode),
    unique (agent_id, tenant_id, name),
    unique (tenant_id, id)
);
create index agent_deployments_tenant on agent_deployments (tenant_id);

create table allowed_domains (
    id             uuid primary key,
    tenant_id      uuid not null references tenants,
    deployment_id  uuid not null,
    domain         text not null check (length(domain) between 1 and 253),
    is_wildcard    boolean not null default false,
    environment    text not null check (environment in ('production', 'staging', 'development', 'localhost')),
    is_active      boolean not null default true,
    created_at     timestamptz not null,
    foreign key (tenant_id, deployment_id) references agent_deployments (tenant_id, id),
    unique (deployment_id, domain, is_wildcard)
);
create index allowed_domains_tenant on allowed_domains (tenant_id, deployment_id);

-- The key of a deployment is public: it stands in the partner's page. Whoever names it sees its row and no other.
alter table agent_deployments enable row level security;
alter table agent_deployments force row level security;
create policy agent_deployments_own on agent_deployments
    using (tenant_id = guichet_tenant() or sha256(convert_to(deployment_key, 'UTF8')) = guichet_credential())
    with check (tenant_id = guichet_tenant());

alter table allowed_domains enable row level security;
alter table allowed_domains force row level security;
create policy allowed_domains_own on allowed_domains
    using (tenant_id = guichet_tenant())
    with check (tenant_id = guichet_tenant());
