-- How often something was attempted recently, where several machines count together. Each attempt adds
-- the time after which it no longer counts. A key is a hash that hides what was attempted, and by whom.
create table attempts (
  key text collate "C" primary key,
  counted_until_ms double precision not null
);

create index attempts_until on attempts (counted_until_ms);
