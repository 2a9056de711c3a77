-- When someone's access as staff of a course ends; without an end, it stays.
alter table course_members add column ends_at text collate "C";

create index course_members_ends on course_members (ends_at) where ends_at is not null;

-- The time in the form in which it is stored.
create or replace function utc_now() returns text language sql stable as $$
  select to_char(statement_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;
