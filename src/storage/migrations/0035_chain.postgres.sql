-- From here on each entry of the staff log holds the hash of the one before. Entries from before have none.
alter table audit add column number integer;
alter table audit add column previous text collate "C";
-- A detail may be erased: the entry's hash has only this hash of it, with its salt.
alter table audit add column salt text collate "C";
alter table audit add column commitment text collate "C";
alter table audit add column hash text collate "C";

create unique index audit_number on audit (number) where number is not null;

-- Signed now and then: up to here, the log was so.
create table log_checkpoints (
  number integer primary key,
  hash text collate "C" not null,
  at text collate "C" not null,
  key text collate "C" not null,
  signature text collate "C" not null
);
