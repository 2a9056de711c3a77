-- Plans for groups that nobody has made yet: who, by which rules, and the groups of the preview, as JSON.
create table group_plans (
  id text primary key,
  course_id text not null references courses (id) on delete cascade,
  author_id text not null references users (id) on delete cascade,
  plan text not null,
  -- Counts the changes, so that two at once are noticed.
  version integer not null,
  changed_at text not null
) strict;

create index group_plans_author on group_plans (author_id, changed_at);
create index group_plans_changed on group_plans (changed_at);
create index group_plans_course on group_plans (course_id);
