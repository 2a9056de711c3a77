-- The ways in which a person proves who they are, each a row. `subject` names the person at an issuer;
-- of a one-time code `issuer` is the member of staff who gave it, and `subject` tells codes apart.
create table identities (
  user_id text collate "C" not null references users (id) on delete cascade,
  kind text collate "C" not null check (kind in ('password', 'code')),
  issuer text collate "C" not null default '',
  subject text collate "C" not null default '',
  -- A code that was used has none.
  secret_hash text collate "C",
  created_at text collate "C" not null,
  used_at text collate "C",
  -- The network address from which a code was used, and whether the account had been in use before.
  used_from text collate "C",
  was_in_use integer not null default 0 check (was_in_use in (0, 1)),
  primary key (user_id, kind, issuer, subject)
);

create unique index identities_code on identities (secret_hash) where kind = 'code';

insert into identities (user_id, kind, secret_hash, created_at)
select id, 'password', password, created_at from users
where password is not null and deleted_at is null;

alter table users drop column password;

-- An account may have no address; until now such accounts had placeholders.
alter table users alter column email drop not null;
update users set email = null
where email like '%@adopted.invalid' or email like '%@deleted.invalid'
  or email like '%@expired.invalid';

-- An address is unique in the form in which it is compared. The program fills this column: of adopted
-- addresses that look the same, only the oldest has a key.
drop index users_email_key;
alter table users drop column email_key;
alter table users add column email_key text collate "C";
create unique index users_email_key on users (email_key);
create index users_without_key on users (created_at, id) where email is not null and email_key is null;
delete from meta where key = 'person_keys';
