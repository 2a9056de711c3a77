-- Groups that were deleted and can be restored. Their messages and log stay where they are; without
-- a row in `conversations` nobody finds them.
create table deleted_conversations (
  id text collate "C" primary key,
  owner_id text collate "C" not null references users (id),
  name text collate "C" not null,
  description text collate "C" not null,
  created_at text collate "C" not null,
  updated_at text collate "C" not null,
  position integer not null,
  last_seq integer not null,
  message_count integer not null,
  last_message_id text collate "C",
  course_id text collate "C" not null references courses (id),
  deleted_at text collate "C" not null,
  deleted_by text collate "C" not null
);

create index deleted_conversations_course on deleted_conversations (course_id);
create index deleted_conversations_at on deleted_conversations (deleted_at);

create table deleted_members (
  conversation_id text collate "C" not null references deleted_conversations (id) on delete cascade,
  user_id text collate "C" not null references users (id) on delete cascade,
  role text collate "C" not null,
  joined_at text collate "C" not null,
  read_seq integer not null,
  read_number integer not null,
  written integer not null,
  last_written_at text collate "C",
  is_favourite integer not null,
  was_in_course integer not null,
  primary key (conversation_id, user_id)
);

create index deleted_members_user on deleted_members (user_id);

create table deleted_member_sources (
  conversation_id text collate "C" not null,
  user_id text collate "C" not null,
  source text collate "C" not null,
  since text collate "C" not null,
  primary key (conversation_id, user_id, source),
  foreign key (conversation_id, user_id)
    references deleted_members (conversation_id, user_id) on delete cascade
);

-- Invites to a deleted group work again when it is restored.
alter table invites drop constraint invites_conversation_id_fkey;
