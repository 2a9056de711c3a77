-- Groups belong to a course. There is one at first, which nobody sees: every group is in it.
create table courses (
  id text primary key,
  name text not null,
  term text not null default '',
  colour text,
  position integer not null,
  -- Whether tutors see all groups of the course, or those that they own or moderate.
  tutors_see text not null default 'all' check (tutors_see in ('all', 'own')),
  created_at text not null,
  updated_at text not null,
  archived_at text
) strict;

insert into courses (id, name, position, created_at, updated_at)
select 'first', '', 1, n.at, n.at from (select strftime('%Y-%m-%dT%H:%M:%fZ', 'now') as at) as n;

-- A person has the highest of their roles. Each row came from one source, which alone takes it away.
create table course_members (
  course_id text not null references courses (id) on delete cascade,
  user_id text not null references users (id) on delete cascade,
  role text not null check (role in ('teacher', 'tutor', 'student')),
  source text not null,
  joined_at text not null,
  primary key (course_id, user_id, source)
) strict, without rowid;

create index course_members_user on course_members (user_id, course_id);

-- Guests see only the groups they were put into, and are in no course.
insert into course_members (course_id, user_id, role, source, joined_at)
select 'first', id, case role when 'admin' then 'teacher' else 'student' end, 'account', created_at
from users where role <> 'guest' and deleted_at is null;

-- A constant default, so that no row is written.
alter table conversations add column course_id text not null default 'first'
  references courses (id);

create index conversations_course on conversations (course_id);
