-- How often something was attempted recently, where several machines count together. Each attempt adds
-- the time after which it no longer counts. A key is a hash that hides what was attempted, and by whom.
create table attempts (
  key text primary key,
  counted_until_ms integer not null
) strict;

create index attempts_until on attempts (counted_until_ms);
