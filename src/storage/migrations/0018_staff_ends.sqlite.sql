-- When someone's access as staff of a course ends; without an end, it stays.
alter table course_members add column ends_at text;

create index course_members_ends on course_members (ends_at) where ends_at is not null;
