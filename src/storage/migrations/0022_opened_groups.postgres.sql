-- Where a course allows it, its students open groups of their own.
alter table courses add column students_open integer not null default 0;

-- The student who opened the group; null for groups that staff made.
alter table conversations add column opened_by text collate "C" references users (id);
alter table deleted_conversations add column opened_by text collate "C" references users (id);
