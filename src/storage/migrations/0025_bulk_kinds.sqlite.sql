-- More kinds of changes to many at once than lists of people; which there are, the program knows.
create table bulk_acts_kept (
  id text primary key,
  kind text not null,
  course_id text not null references courses (id) on delete cascade,
  actor_id text not null,
  -- What pages call it: the name of a file, or nothing.
  title text not null default '',
  state text not null
    check (state in ('previewed', 'applying', 'applied', 'undoing', 'undone')),
  -- What it is planned from, until it is applied.
  draft text,
  -- What was left out when it was applied, or what it is about.
  report text,
  created_at text not null,
  -- When it was applied, or taken back, as a whole.
  ended_at text,
  -- Who has taken it back.
  undone_by text
) strict;

insert into bulk_acts_kept (id, kind, course_id, actor_id, title, state, draft, report, created_at, ended_at)
select id, kind, course_id, actor_id, title, state, draft, report, created_at, ended_at from bulk_acts;

drop table bulk_acts;
alter table bulk_acts_kept rename to bulk_acts;

create index bulk_acts_course on bulk_acts (course_id, created_at);
create index bulk_acts_open on bulk_acts (id) where state in ('applying', 'undoing');
