-- Accounts that became part of another one of the same person: which step is next, and who did it.
create table merges (
  from_id text collate "C" primary key,
  to_id text collate "C" not null references users (id) on delete cascade,
  actor_id text collate "C" not null,
  state text collate "C" not null check (state in ('messages', 'groups', 'account', 'merged')),
  -- The last message that was looked at.
  after_id text collate "C" not null default '',
  started_at text collate "C" not null,
  ended_at text collate "C"
);

create index merges_to on merges (to_id);
create index merges_open on merges (started_at) where state <> 'merged';

-- Groups in which an account has a membership or messages that are not the other one's yet.
create table merge_groups (
  from_id text collate "C" not null references merges (from_id) on delete cascade,
  conversation_id text collate "C" not null,
  primary key (from_id, conversation_id)
);
