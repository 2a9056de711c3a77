-- Sets of groups within a course, such as its project teams. A group belongs to one at most.
create table group_sets (
  id text primary key,
  course_id text not null references courses (id) on delete cascade,
  name text not null,
  -- Folded: two sets of a course do not have the same name.
  name_key text not null,
  position integer not null,
  created_at text not null
) strict;

create unique index group_sets_name on group_sets (course_id, name_key);

alter table conversations add column set_id text references group_sets (id) on delete set null;
alter table deleted_conversations add column set_id text references group_sets (id) on delete set null;

create index conversations_set on conversations (set_id) where set_id is not null;
create index deleted_conversations_set on deleted_conversations (set_id) where set_id is not null;
