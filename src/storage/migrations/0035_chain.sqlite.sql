-- From here on each entry of the staff log holds the hash of the one before. Entries from before have none.
alter table audit add column number integer;
alter table audit add column previous text;
-- A detail may be erased: the entry's hash has only this hash of it, with its salt.
alter table audit add column salt text;
alter table audit add column commitment text;
alter table audit add column hash text;

create unique index audit_number on audit (number) where number is not null;

-- Signed now and then: up to here, the log was so.
create table log_checkpoints (
  number integer primary key,
  hash text not null,
  at text not null,
  key text not null,
  signature text not null
) strict;
