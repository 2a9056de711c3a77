-- Every page that a message touches is written to the disk before it is acknowledged. Messages have
-- an index on (conversation_id, seq) of their own: the log's holds only what is no message.
drop index events_seq;
create unique index events_seq on events (conversation_id, seq)
  where conversation_id is not null and kind <> 'ChatMessage';

-- Clients make ids that grow with time: with them in front, new entries lie side by side.
drop index messages_client;
create unique index messages_client on messages (client_id, sender_id) where client_id is not null;
