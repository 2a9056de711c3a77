-- Groups belong to a course. There is one at first, which nobody sees: every group is in it.
create table courses (
  id text collate "C" primary key,
  name text collate "C" not null,
  term text collate "C" not null default '',
  colour text collate "C",
  position integer not null,
  -- Whether tutors see all groups of the course, or those that they own or moderate.
  tutors_see text collate "C" not null default 'all' check (tutors_see in ('all', 'own')),
  created_at text collate "C" not null,
  updated_at text collate "C" not null,
  archived_at text collate "C"
);

insert into courses (id, name, position, created_at, updated_at)
select 'first', '', 1, n.at, n.at
from (select to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at) as n;

-- A person has the highest of their roles. Each row came from one source, which alone takes it away.
create table course_members (
  course_id text collate "C" not null references courses (id) on delete cascade,
  user_id text collate "C" not null references users (id) on delete cascade,
  role text collate "C" not null check (role in ('teacher', 'tutor', 'student')),
  source text collate "C" not null,
  joined_at text collate "C" not null,
  primary key (course_id, user_id, source)
);

create index course_members_user on course_members (user_id, course_id);

-- Guests see only the groups they were put into, and are in no course.
insert into course_members (course_id, user_id, role, source, joined_at)
select 'first', id, case role when 'admin' then 'teacher' else 'student' end, 'account', created_at
from users where role <> 'guest' and deleted_at is null;

-- A constant default, so that no row is written.
alter table conversations add column course_id text collate "C" not null default 'first'
  references courses (id);

create index conversations_course on conversations (course_id);
