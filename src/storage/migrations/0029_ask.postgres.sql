-- Each student has one conversation with the staff of a course, unless the course does not want it.
alter table courses add column ask_team integer not null default 1;

-- The student whose conversation with the staff this is; null for all other groups.
alter table conversations add column asked_by text collate "C" references users (id);
alter table deleted_conversations add column asked_by text collate "C" references users (id);

create index conversations_asked on conversations (asked_by, course_id) where asked_by is not null;
