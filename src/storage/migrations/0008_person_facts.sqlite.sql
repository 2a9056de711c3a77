-- When a person was last here: sessions that ended have no row that could tell it.
alter table users add column last_seen_at text;

update users set last_seen_at = (select max(s.last_seen_at) from sessions s where s.user_id = users.id);

-- What a member has written since they joined. A post updates this row anyway, because its writer has
-- read everything before it, so counting costs nothing; an index on the sender of messages would.
alter table conversation_members add column written integer not null default 0;
alter table conversation_members add column last_written_at text;

update conversation_members set written = w.written, last_written_at = w.last_at
from (
  select conversation_id, sender_id, count(*) as written, max(sent_from_server) as last_at
  from messages group by conversation_id, sender_id) as w
where conversation_members.conversation_id = w.conversation_id
  and conversation_members.user_id = w.sender_id;
