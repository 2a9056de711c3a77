-- Whose messages wait for approval where the mode is `hold`: everyone's, those of guests, or of the members who
-- were chosen. A message that waits is no message: it has no seq and is in no other table.
alter table conversations add column hold_for text collate "C" not null default 'everyone'
  check (hold_for in ('everyone', 'guests', 'chosen'));
alter table deleted_conversations add column hold_for text collate "C" not null default 'everyone';

-- Whoever leaves the group and comes back is still one of them.
create table hold_people (
  conversation_id text collate "C" not null,
  user_id text collate "C" not null references users (id),
  primary key (conversation_id, user_id)
);
create index hold_people_user on hold_people (user_id);

-- When an approved message was written, which was before it took its place.
alter table messages add column written_at text collate "C";

create table held_messages (
  id text collate "C" primary key,
  conversation_id text collate "C" not null,
  sender_id text collate "C" not null,
  -- A retry finds it here or, once it is approved, among the messages.
  client_id text collate "C",
  -- Empty once it was approved, when it is a message, or its author has withdrawn it.
  content text collate "C" not null,
  state text collate "C" not null check (state in ('held', 'approved', 'returned', 'withdrawn')),
  -- Why it was returned.
  note text collate "C" not null default '',
  -- How often its author has changed it.
  revision integer not null default 0,
  written_at text collate "C" not null,
  changed_at text collate "C" not null,
  decided_by text collate "C" references users (id),
  foreign key (conversation_id, sender_id)
    references conversation_members (conversation_id, user_id) on delete cascade
);

create unique index held_messages_client on held_messages (client_id, sender_id) where client_id is not null;
create index held_messages_sender on held_messages (conversation_id, sender_id);
create index held_messages_waiting on held_messages (id) where state = 'held';
create index held_messages_decided on held_messages (decided_by);

create table deleted_held_messages (
  id text collate "C" primary key,
  conversation_id text collate "C" not null,
  sender_id text collate "C" not null,
  client_id text collate "C",
  content text collate "C" not null,
  state text collate "C" not null,
  note text collate "C" not null,
  revision integer not null,
  written_at text collate "C" not null,
  changed_at text collate "C" not null,
  decided_by text collate "C" references users (id),
  foreign key (conversation_id, sender_id)
    references deleted_members (conversation_id, user_id) on delete cascade
);

create index deleted_held_messages_sender on deleted_held_messages (conversation_id, sender_id);
create index deleted_held_messages_decided on deleted_held_messages (decided_by);
