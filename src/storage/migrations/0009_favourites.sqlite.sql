-- The groups that a person keeps at the top of their list.
create table favourites (
  user_id text not null references users (id) on delete cascade,
  conversation_id text not null references conversations (id) on delete cascade,
  primary key (user_id, conversation_id)
) without rowid;

create index favourites_of_conversation on favourites (conversation_id);
