-- What is left of a file that was erased: that there was one. Neither its name nor its kind is kept.
alter table messages add column erased_files int not null default 0 check (erased_files >= 0);
comment on column messages.erased_files is 'how many files of the message were erased since';
