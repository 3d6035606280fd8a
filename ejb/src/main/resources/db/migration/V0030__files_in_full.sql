alter table files add column sealed boolean not null default false;
alter table files add column taken_at timestamp;
comment on column files.sealed is 'whether the bytes are encrypted with the tenant''s key; those from before are not';
comment on column files.taken_at is 'by the camera''s clock, whose zone nobody knows';
comment on column files.sha256 is 'of the bytes as they are kept: an image is packed anew';
