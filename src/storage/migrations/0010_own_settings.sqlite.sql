-- Since when the person wants no shortcuts of a single key.
alter table users add column keys_off_at text;

-- When a member of staff had done, or skipped, the first steps of a new installation.
alter table users add column steps_ended_at text;
