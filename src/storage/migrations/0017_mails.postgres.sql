-- Mails that wait to be sent, and those that could not be. They hold no secrets and no addresses: a code
-- is made, and an address read, when the mail is sent.
create table mails (
  id text collate "C" primary key,
  user_id text collate "C" not null references users (id) on delete cascade,
  kind text collate "C" not null check (kind in ('link', 'reset', 'code')),
  -- The member of staff who caused it; nobody, if the receiver did.
  actor_id text collate "C",
  created_at text collate "C" not null,
  -- By the database's clock; while it is being sent, when another attempt may begin.
  due_ms double precision not null,
  tries integer not null default 0,
  -- What the mail server said last.
  error text collate "C",
  failed_at text collate "C",
  unique (user_id, kind)
);

create index mails_due on mails (due_ms, id) where failed_at is null;
