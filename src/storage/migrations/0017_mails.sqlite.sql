-- Mails that wait to be sent, and those that could not be. They hold no secrets and no addresses: a code
-- is made, and an address read, when the mail is sent.
create table mails (
  id text primary key,
  user_id text not null references users (id) on delete cascade,
  kind text not null check (kind in ('link', 'reset', 'code')),
  -- The member of staff who caused it; nobody, if the receiver did.
  actor_id text,
  created_at text not null,
  -- By the database's clock; while it is being sent, when another attempt may begin.
  due_ms integer not null,
  tries integer not null default 0,
  -- What the mail server said last.
  error text,
  failed_at text,
  unique (user_id, kind)
) strict;

create index mails_due on mails (due_ms, id) where failed_at is null;
