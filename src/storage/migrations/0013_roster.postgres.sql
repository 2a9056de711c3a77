-- Changes to many people at once: planned, applied in parts, and taken back from what each part did.
create table bulk_acts (
  id text collate "C" primary key,
  kind text collate "C" not null check (kind in ('roster')),
  course_id text collate "C" not null references courses (id) on delete cascade,
  actor_id text collate "C" not null,
  -- What pages call it: the name of a file, or nothing.
  title text collate "C" not null default '',
  state text collate "C" not null
    check (state in ('previewed', 'applying', 'applied', 'undoing', 'undone')),
  -- What it is planned from, until it is applied.
  draft text collate "C",
  -- What was left out when it was applied.
  report text collate "C",
  created_at text collate "C" not null,
  -- When it was applied, or taken back, as a whole.
  ended_at text collate "C"
);

create index bulk_acts_course on bulk_acts (course_id, created_at);
create index bulk_acts_open on bulk_acts (id) where state in ('applying', 'undoing');

create table bulk_parts (
  act_id text collate "C" not null references bulk_acts (id) on delete cascade,
  number integer not null,
  plan text collate "C" not null,
  -- What it did, once it was applied; what could not be put back, once it was taken back.
  done text collate "C",
  undone text collate "C",
  primary key (act_id, number)
);

-- Where memberships of groups come from. One without a row was made by hand.
create table member_sources (
  conversation_id text collate "C" not null,
  user_id text collate "C" not null,
  source text collate "C" not null,
  since text collate "C" not null,
  primary key (conversation_id, user_id, source),
  foreign key (conversation_id, user_id)
    references conversation_members (conversation_id, user_id) on delete cascade
);

-- What a course knows about its people beside their accounts, such as their student numbers.
create table course_facts (
  course_id text collate "C" not null references courses (id) on delete cascade,
  user_id text collate "C" not null references users (id) on delete cascade,
  key text collate "C" not null,
  value text collate "C" not null,
  primary key (course_id, user_id, key)
);

create index course_facts_user on course_facts (user_id, course_id);
