-- What a business says of itself, and what its agents took down: orders to fetch, appointments.
create extension if not exists btree_gist;

create table businesses (
    tenant_id            uuid primary key references tenants,
    chairs               int not null check (chairs between 1 and 100),
    slot_minutes         int not null check (slot_minutes between 5 and 120),
    preparation_minutes  int not null check (preparation_minutes between 0 and 1440),
    version              int not null default 1,
    updated_at           timestamptz not null
);
comment on column businesses.chairs is 'how many appointments are taken at once';

create table business_hours (
    tenant_id  uuid not null references businesses (tenant_id),
    weekday    smallint not null check (weekday between 1 and 7),
    opens      time not null,
    closes     time not null,
    primary key (tenant_id, weekday, opens)
);
comment on column business_hours.closes is 'at or before opens: on the day after';

create table closures (
    tenant_id  uuid not null references businesses (tenant_id),
    first_day  date not null,
    last_day   date not null,
    reason     text,
    primary key (tenant_id, first_day),
    check (last_day >= first_day)
);

create table business_offers (
    tenant_id  uuid not null references businesses (tenant_id),
    code       text not null,
    minutes    int check (minutes between 5 and 720),
    allergens  text,
    available  boolean not null,
    primary key (tenant_id, code)
);
comment on column business_offers.minutes is 'how long it takes; null where it cannot be booked';
comment on column business_offers.allergens is 'separated by |; empty for none; null where nobody said';

create table orders (
    id               uuid primary key,
    tenant_id        uuid not null references tenants,
    conversation_id  uuid not null,
    status           text not null check (status in ('placed', 'accepted', 'ready', 'done', 'cancelled')),
    fetch_at         timestamptz not null,
    contact_name     text not null check (length(contact_name) <= 100),
    contact_phone    text check (length(contact_phone) <= 30),
    note             text not null check (length(note) <= 500),
    total_minor      bigint not null check (total_minor >= 0),
    currency         char(3) not null,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    unique (tenant_id, id),
    foreign key (tenant_id, conversation_id) references conversations (tenant_id, id)
);
create index orders_by_time on orders (tenant_id, fetch_at, id);
create index orders_of_conversation on orders (tenant_id, conversation_id);
comment on column orders.total_minor is 'with VAT';

create table order_lines (
    tenant_id         uuid not null,
    order_id          uuid not null,
    position          int not null,
    code              text not null,
    label             text not null,
    quantity          int not null check (quantity between 1 and 99),
    unit_price_minor  bigint not null check (unit_price_minor >= 0),
    vat_rate          numeric not null,
    primary key (tenant_id, order_id, position),
    foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
comment on column order_lines.unit_price_minor is 'with VAT, as it was when the order was placed';

create table appointments (
    id               uuid primary key,
    tenant_id        uuid not null references tenants,
    conversation_id  uuid not null,
    status           text not null check (status in ('booked', 'accepted', 'done', 'no_show', 'cancelled')),
    chair            int not null check (chair between 1 and 100),
    starts_at        timestamptz not null,
    ends_at          timestamptz not null,
    services         text not null,
    contact_name     text not null check (length(contact_name) <= 100),
    contact_phone    text check (length(contact_phone) <= 30),
    note             text not null check (length(note) <= 500),
    version          int not null default 1,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    check (ends_at > starts_at),
    unique (tenant_id, id),
    foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
    constraint appointments_one_at_a_chair exclude using gist
        (tenant_id with =, chair with =, tstzrange(starts_at, ends_at) with &&)
        where (status in ('booked', 'accepted'))
);
create index appointments_by_time on appointments (tenant_id, starts_at, id);
create index appointments_of_conversation on appointments (tenant_id, conversation_id);
comment on column appointments.services is 'JSON: code, label and price of each, as they were when it was booked';
comment on column appointments.version is 'one more each time it is moved';

do $$
declare t text;
begin
    foreach t in array array['businesses', 'business_hours', 'closures', 'business_offers', 'orders', 'order_lines',
                             'appointments'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy %I on %I using (tenant_id = guichet_tenant()) with check (tenant_id = guichet_tenant())',
                       t || '_own', t);
    end loop;
end $$;
