-- Recurring work. The server that has taken a job names itself and how long its lease lasts; without
-- a renewal, another one takes the job after that. Times are milliseconds since 1970.
create table jobs (
  name text collate "C" primary key,
  due_ms double precision not null,
  owner text collate "C",
  leased_until_ms double precision,
  -- Attempts since the last success.
  tries integer not null default 0
);
