-- How many messages a group had before the first one of each day (by UTC) on which somebody wrote. The
-- messages of any days are a difference of two such numbers, and a post writes a row only if it is the
-- day's first.
create table message_days (
  conversation_id text not null,
  day text not null,
  before integer not null,
  primary key (conversation_id, day)
) strict, without rowid;

insert into message_days (conversation_id, day, before)
select conversation_id, substr(sent_from_server, 1, 10), min(number) - 1
from messages group by conversation_id, substr(sent_from_server, 1, 10);
