-- Tables and columns of the original system keep their names, so that its database can be adopted.
-- Ids are text, times are UTC ISO text.

create table meta (
  key text primary key,
  value text not null
) strict, without rowid;

create table users (
  id text primary key,
  email text not null,
  username text not null,
  password text,
  role text not null check (role in ('admin', 'user', 'guest')),
  name text not null,
  created_at text not null,
  updated_at text not null,
  locale text check (locale in ('en', 'de')),
  theme text check (theme in ('light', 'dark')),
  expires_at text,
  disabled_at text,
  deleted_at text
) strict;

create unique index users_email on users (lower(email));
create unique index users_username on users (lower(username));

-- A session that ended has no row. Only the hash of its token is known.
create table sessions (
  id text primary key,
  token_hash text not null unique,
  user_id text not null references users (id) on delete cascade,
  device text not null,
  created_at text not null,
  last_seen_at text not null,
  expires_at text not null
) strict;

create index sessions_user on sessions (user_id);

create table conversations (
  id text primary key,
  owner_id text not null references users (id),
  name text not null,
  description text not null,
  created_at text not null,
  updated_at text not null,
  position integer not null,
  -- The seq of the newest event, and how many messages were ever posted.
  last_seq integer not null default 0,
  message_count integer not null default 0,
  last_message_id text
) strict;

create index conversations_position on conversations (position, id);
create index conversations_owner on conversations (owner_id);

create table conversation_members (
  conversation_id text not null references conversations (id) on delete cascade,
  user_id text not null references users (id) on delete cascade,
  role text not null check (role in ('owner', 'moderator', 'member')),
  joined_at text not null,
  -- The newest message this member has seen: its seq, and its number among the messages.
  read_seq integer not null default 0,
  read_number integer not null default 0,
  primary key (conversation_id, user_id)
) strict, without rowid;

create index conversation_members_user on conversation_members (user_id, conversation_id);

create table messages (
  id text primary key,
  sender_id text not null references users (id),
  conversation_id text not null references conversations (id) on delete cascade,
  content text not null,
  sent_from_client text not null,
  sent_from_server text not null,
  seq integer not null,
  -- 1, 2, 3 … among the conversation's messages, so that unread is a subtraction.
  number integer not null,
  client_id text,
  edited_at text,
  removed_at text,
  removed_by text references users (id),
  removed_reason text,
  -- What staff removed, for staff.
  removed_content text
) strict;

create unique index messages_seq on messages (conversation_id, seq);
create unique index messages_client on messages (sender_id, client_id) where client_id is not null;

-- What happened, in order. `id` orders all of it; `seq` is dense within a conversation.
-- Text of messages is not repeated here: what was removed is gone from the log, too.
create table events (
  id integer primary key autoincrement,
  conversation_id text,
  seq integer,
  user_id text,
  kind text not null,
  message_id text,
  data text,
  created_at text not null
) strict;

create unique index events_seq on events (conversation_id, seq) where conversation_id is not null;

create table audit (
  id text primary key,
  at text not null,
  actor_id text not null,
  verb text not null,
  conversation_id text,
  subject_id text,
  detail text
) strict;

create index audit_at on audit (at);
create index audit_actor on audit (actor_id, verb, conversation_id, at);
