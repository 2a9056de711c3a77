-- Who may write in a group: everyone, staff only, nobody, or everyone slowly; until when, and why. Nothing is
-- written when a mode ends: statements compare `mode_until` with the clock.
alter table conversations add column mode text collate "C" not null default 'open'
  check (mode in ('open', 'staff_only', 'slow', 'locked', 'hold'));
alter table conversations add column mode_until text collate "C";
alter table conversations add column mode_reason text collate "C" not null default '';
alter table conversations add column slow_seconds integer not null default 0;
alter table conversations add column mode_at text collate "C";
alter table conversations add column mode_by text collate "C" references users (id);

alter table deleted_conversations add column mode text collate "C" not null default 'open';
alter table deleted_conversations add column mode_until text collate "C";
alter table deleted_conversations add column mode_reason text collate "C" not null default '';
alter table deleted_conversations add column slow_seconds integer not null default 0;
alter table deleted_conversations add column mode_at text collate "C";
alter table deleted_conversations add column mode_by text collate "C" references users (id);

-- The time so many seconds ago, in the form in which it is stored.
create or replace function utc_ago(seconds integer) returns text language sql stable as $$
  select to_char((statement_timestamp() - make_interval(secs => seconds)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;
