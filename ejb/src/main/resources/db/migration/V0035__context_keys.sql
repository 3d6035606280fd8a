-- Keys with which a tenant's own software signs what is known of a visitor, and the tokens that were taken.
create table context_keys (
    id          uuid primary key,
    tenant_id   uuid not null references tenants,
    name        text check (length(name) between 1 and 100),
    algorithm   text not null check (algorithm in ('HS256', 'RS256', 'ES256', 'EdDSA')),
    key         bytea,
    thumbprint  text,
    created_at  timestamptz not null,
    created_by  text not null,
    revoked_at  timestamptz,
    unique (tenant_id, id),
    check ((revoked_at is null) = (key is not null))
);
create index context_keys_tenant on context_keys (tenant_id, created_at desc);
comment on column context_keys.key is 'a shared secret, or a public key as JWK: encrypted with the tenant''s key, and gone once it was revoked';
comment on column context_keys.thumbprint is 'of a public key, RFC 7638';

create table context_tokens (
    tenant_id   uuid not null references tenants,
    token_id    bytea not null,
    expires_at  timestamptz not null,
    primary key (tenant_id, token_id)
);
create index context_tokens_age on context_tokens (tenant_id, expires_at);
comment on column context_tokens.token_id is 'SHA-256 of the token''s jti: each is taken once';

do $$
declare t text;
begin
    foreach t in array array['context_keys', 'context_tokens'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I using (tenant_id = guichet_tenant()) with check (tenant_id = guichet_tenant())',
                       t || '_own', t);
    end loop;
end $$;
