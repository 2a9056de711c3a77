-- Recurring work. The server that has taken a job names itself and how long its lease lasts; without
-- a renewal, another one takes the job after that. Times are milliseconds since 1970.
create table jobs (
  name text primary key,
  due_ms integer not null,
  owner text,
  leased_until_ms integer,
  -- Attempts since the last success.
  tries integer not null default 0
) strict;
