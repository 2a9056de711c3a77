-- When staff read a group that they are not in: who, by which office, from when until when. The group's
-- members see it, from `shown_at` on; until then, a report about the group is being looked into.
create table looks (
  id text collate "C" primary key,
  conversation_id text collate "C" not null,
  actor_id text collate "C" not null,
  office text collate "C" not null check (office in ('admin', 'teacher', 'tutor')),
  reason text collate "C",
  began_at text collate "C" not null,
  -- The last time that they read; the look is over when they have not read for a while.
  last_at text collate "C" not null,
  closed_at text collate "C",
  shown_at text collate "C"
);

create index looks_conversation on looks (conversation_id, began_at);
create index looks_open on looks (last_at) where closed_at is null;
create index looks_late on looks (began_at) where shown_at is null;

-- Whether the course asks its staff why they look into a group that they are not in.
alter table courses add column asks_reason integer not null default 0;
