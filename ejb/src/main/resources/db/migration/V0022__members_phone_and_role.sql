-- Where a member's customers may call: branding shows it at {artisan.phone}.
alter table members add column phone text check (length(phone) between 1 and 50);
alter table invitations
    add column phone       text check (length(phone) between 1 and 50),
    add column administers boolean not null default false;
alter table link_codes add column phone text check (length(phone) between 1 and 50);
comment on column invitations.administers is 'whether the person is to run the tenant: said by the platform alone';

-- A role is an account's, in every tenant of his: one who is made client_admin of one tenant does not run another where he
-- is a craftsman. Whoever came before that was told apart may make links where he is one. The owner is bound by the
-- policies as well, and touches the rows of all tenants this once.
alter table members no force row level security;
update members set administers = false where administers and permissions like '%"can_create_sessions":true%';
alter table members force row level security;
