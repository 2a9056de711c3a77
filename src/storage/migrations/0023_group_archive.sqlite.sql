-- A group can be archived by itself. `archived_at` says whether it is, by itself or with its course.
alter table conversations add column own_archived_at text;
alter table deleted_conversations add column own_archived_at text;
