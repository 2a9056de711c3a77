-- Links and codes that let people into a course. Both are made from the id with the server's key; only
-- hashes of them are stored.
create table invites (
  id text collate "C" primary key,
  course_id text collate "C" not null references courses (id) on delete cascade,
  -- The group that it leads to; null for the course alone.
  conversation_id text collate "C" references conversations (id) on delete cascade,
  role text collate "C" not null check (role in ('student', 'tutor', 'guest')),
  title text collate "C" not null,
  link_hash text collate "C" not null unique,
  code_hash text collate "C" not null unique,
  actor_id text collate "C" not null,
  created_at text collate "C" not null,
  expires_at text collate "C" not null,
  uses_max integer not null,
  uses integer not null default 0,
  needs_approval integer not null,
  -- Guests who came with it leave when it expires; when that was done.
  passes_ended_at text collate "C",
  revoked_at text collate "C"
);

create index invites_course on invites (course_id, created_at);
create index invites_passes on invites (expires_at) where role = 'guest' and passes_ended_at is null;
create index invites_group on invites (conversation_id) where conversation_id is not null;

-- Who has used one.
create table invite_uses (
  invite_id text collate "C" not null references invites (id) on delete cascade,
  user_id text collate "C" not null references users (id) on delete cascade,
  state text collate "C" not null check (state in ('waiting', 'accepted', 'declined')),
  used_at text collate "C" not null,
  decided_at text collate "C",
  decided_by text collate "C",
  primary key (invite_id, user_id)
);

create index invite_uses_user on invite_uses (user_id);
create index invite_uses_waiting on invite_uses (invite_id, used_at) where state = 'waiting';
