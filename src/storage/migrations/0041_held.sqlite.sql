-- Whose messages wait for approval where the mode is `hold`: everyone's, those of guests, or of the members who
-- were chosen. A message that waits is no message: it has no seq and is in no other table.
alter table conversations add column hold_for text not null default 'everyone'
  check (hold_for in ('everyone', 'guests', 'chosen'));
alter table deleted_conversations add column hold_for text not null default 'everyone';

-- Whoever leaves the group and comes back is still one of them.
create table hold_people (
  conversation_id text not null,
  user_id text not null references users (id),
  primary key (conversation_id, user_id)
) strict, without rowid;
create index hold_people_user on hold_people (user_id);

-- When an approved message was written, which was before it took its place.
alter table messages add column written_at text;

create table held_messages (
  id text primary key,
  conversation_id text not null,
  sender_id text not null,
  -- A retry finds it here or, once it is approved, among the messages.
  client_id text,
  -- Empty once it was approved, when it is a message, or its author has withdrawn it.
  content text not null,
  state text not null check (state in ('held', 'approved', 'returned', 'withdrawn')),
  -- Why it was returned.
  note text not null default '',
  -- How often its author has changed it.
  revision integer not null default 0,
  written_at text not null,
  changed_at text not null,
  decided_by text references users (id),
  foreign key (conversation_id, sender_id)
    references conversation_members (conversation_id, user_id) on delete cascade
) strict;

create unique index held_messages_client on held_messages (client_id, sender_id) where client_id is not null;
create index held_messages_sender on held_messages (conversation_id, sender_id);
create index held_messages_waiting on held_messages (id) where state = 'held';
create index held_messages_decided on held_messages (decided_by);

create table deleted_held_messages (
  id text primary key,
  conversation_id text not null,
  sender_id text not null,
  client_id text,
  content text not null,
  state text not null,
  note text not null,
  revision integer not null,
  written_at text not null,
  changed_at text not null,
  decided_by text references users (id),
  foreign key (conversation_id, sender_id)
    references deleted_members (conversation_id, user_id) on delete cascade
) strict;

create index deleted_held_messages_sender on deleted_held_messages (conversation_id, sender_id);
create index deleted_held_messages_decided on deleted_held_messages (decided_by);
