-- Groups that were deleted, and whose log is still to be erased.
create table erasures (
  conversation_id text primary key
) strict, without rowid;
