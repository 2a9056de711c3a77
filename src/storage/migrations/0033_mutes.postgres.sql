-- Who may read and not write, in a group or, without one, in all groups of a course. It ends by itself.
create table mutes (
  id text collate "C" primary key,
  course_id text collate "C" not null references courses (id) on delete cascade,
  -- The group may be in the bin meanwhile, so this is no reference.
  conversation_id text collate "C",
  user_id text collate "C" not null references users (id) on delete cascade,
  reason text collate "C" not null,
  until_at text collate "C" not null,
  actor_id text collate "C" references users (id) on delete set null,
  created_at text collate "C" not null,
  -- With whose decision it was set, against which the person can appeal.
  case_id text collate "C" references cases (id) on delete set null
);

create index mutes_user on mutes (user_id, until_at);
create index mutes_group on mutes (conversation_id) where conversation_id is not null;
create index mutes_end on mutes (until_at);
create index mutes_course on mutes (course_id);

-- Until when the person was muted with the decision about a case.
alter table cases add column mute_until text collate "C";
