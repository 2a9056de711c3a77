-- Groups that were deleted, and whose messages and log are still to be erased.
create table erasures (
  conversation_id text collate "C" primary key
);

-- A group may have so many messages that nobody could write while they are deleted. They outlive
-- their group for a moment, and are erased some at a time.
alter table messages drop constraint messages_conversation_id_fkey;
