-- Frequent questions and intents: a tenant's own, beside those that its sectors bring.
create table frequent_questions (
    id           uuid primary key,
    tenant_id    uuid not null references tenants,
    sector       text not null check (length(sector) between 1 and 60),
    name         text not null check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    locale       text not null check (locale in ('fr', 'en')),
    question     text not null check (length(question) between 1 and 500),
    variants     text not null default '[]',
    answer       text not null check (length(answer) between 1 and 4000),
    is_active    boolean not null default true,
    hits         bigint not null default 0,
    last_hit_at  timestamptz,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    version      int not null,
    unique (tenant_id, sector, name, locale)
);
comment on column frequent_questions.variants is 'JSON: other ways to ask the same';

create table intents (
    id          uuid primary key,
    tenant_id   uuid not null references tenants,
    sector      text not null check (length(sector) between 1 and 60),
    name        text not null check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    locale      text not null check (locale in ('fr', 'en')),
    examples    text not null,
    answer      text check (length(answer) between 1 and 4000),
    escalates   boolean not null default false,
    is_active   boolean not null default true,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    version     int not null,
    unique (tenant_id, sector, name, locale)
);
comment on column intents.examples is 'JSON: sentences that mean it';

do $$
declare t text;
begin
    foreach t in array array['frequent_questions', 'intents'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I using (tenant_id = guichet_tenant()) with check (tenant_id = guichet_tenant())',
                       t || '_own', t);
    end loop;
end $$;

-- A conversation that a tenant's own software opened, and writes into, for somebody who speaks to it.
alter table conversations add column opened_by text;
comment on column conversations.opened_by is 'key:…, user:… or platform:…; null where a visitor opened it';
create index conversations_opened_by on conversations (tenant_id, id) where opened_by is not null;
