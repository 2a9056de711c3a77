-- Groups that were deleted and can be restored. Their messages and log stay where they are; without
-- a row in `conversations` nobody finds them.
create table deleted_conversations (
  id text primary key,
  owner_id text not null references users (id),
  name text not null,
  description text not null,
  created_at text not null,
  updated_at text not null,
  position integer not null,
  last_seq integer not null,
  message_count integer not null,
  last_message_id text,
  course_id text not null references courses (id),
  deleted_at text not null,
  deleted_by text not null
) strict;

create index deleted_conversations_course on deleted_conversations (course_id);
create index deleted_conversations_at on deleted_conversations (deleted_at);

create table deleted_members (
  conversation_id text not null references deleted_conversations (id) on delete cascade,
  user_id text not null references users (id) on delete cascade,
  role text not null,
  joined_at text not null,
  read_seq integer not null,
  read_number integer not null,
  written integer not null,
  last_written_at text,
  is_favourite integer not null,
  was_in_course integer not null,
  primary key (conversation_id, user_id)
) strict, without rowid;

create index deleted_members_user on deleted_members (user_id);

create table deleted_member_sources (
  conversation_id text not null,
  user_id text not null,
  source text not null,
  since text not null,
  primary key (conversation_id, user_id, source),
  foreign key (conversation_id, user_id)
    references deleted_members (conversation_id, user_id) on delete cascade
) strict, without rowid;

-- Messages outlive their group while it can be restored: the table is the same without the reference.
create table messages_kept (
  id text primary key,
  sender_id text not null references users (id),
  conversation_id text not null,
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
  removed_content text,
  removed_as text check (removed_as is null or removed_as in ('author', 'moderator', 'staff'))
) strict;

insert into messages_kept (rowid, id, sender_id, conversation_id, content, sent_from_client, sent_from_server, seq,
  number, client_id, edited_at, removed_at, removed_by, removed_reason, removed_content, removed_as)
select rowid, id, sender_id, conversation_id, content, sent_from_client, sent_from_server, seq,
  number, client_id, edited_at, removed_at, removed_by, removed_reason, removed_content, removed_as
from messages order by rowid;

drop table messages;
alter table messages_kept rename to messages;

create unique index messages_seq on messages (conversation_id, seq);
create unique index messages_client on messages (client_id, sender_id) where client_id is not null;

-- Invites to a deleted group work again when it is restored: the same without the reference to it.
create table invites_kept (
  id text primary key,
  course_id text not null references courses (id) on delete cascade,
  -- The group that it leads to; null for the course alone.
  conversation_id text,
  role text not null check (role in ('student', 'tutor', 'guest')),
  title text not null,
  link_hash text not null unique,
  code_hash text not null unique,
  actor_id text not null,
  created_at text not null,
  expires_at text not null,
  uses_max integer not null,
  uses integer not null default 0,
  needs_approval integer not null,
  -- Guests who came with it leave when it expires; when that was done.
  passes_ended_at text,
  revoked_at text
) strict;

insert into invites_kept (id, course_id, conversation_id, role, title, link_hash, code_hash, actor_id,
  created_at, expires_at, uses_max, uses, needs_approval, passes_ended_at, revoked_at)
select id, course_id, conversation_id, role, title, link_hash, code_hash, actor_id,
  created_at, expires_at, uses_max, uses, needs_approval, passes_ended_at, revoked_at
from invites;

drop table invites;
alter table invites_kept rename to invites;

create index invites_course on invites (course_id, created_at);
create index invites_passes on invites (expires_at) where role = 'guest' and passes_ended_at is null;
create index invites_group on invites (conversation_id) where conversation_id is not null;
