-- The groups of an archived course know it themselves: posting reads no course.
alter table conversations add column archived_at text;
