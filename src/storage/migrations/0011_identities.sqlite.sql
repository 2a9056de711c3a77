-- The ways in which a person proves who they are, each a row. `subject` names the person at an issuer;
-- of a one-time code `issuer` is the member of staff who gave it, and `subject` tells codes apart.
create table identities (
  user_id text not null references users (id) on delete cascade,
  kind text not null check (kind in ('password', 'code')),
  issuer text not null default '',
  subject text not null default '',
  -- A code that was used has none.
  secret_hash text,
  created_at text not null,
  used_at text,
  -- The network address from which a code was used, and whether the account had been in use before.
  used_from text,
  was_in_use integer not null default 0 check (was_in_use in (0, 1)),
  primary key (user_id, kind, issuer, subject)
) strict, without rowid;

create unique index identities_code on identities (secret_hash) where kind = 'code';

insert into identities (user_id, kind, secret_hash, created_at)
select id, 'password', password, created_at from users
where password is not null and deleted_at is null;

alter table users drop column password;

-- An account may have no address; until now such accounts had placeholders.
drop index users_email;
alter table users add column address text;
update users set address = email
where email not like '%@adopted.invalid' and email not like '%@deleted.invalid'
  and email not like '%@expired.invalid';
alter table users drop column email;
alter table users rename column address to email;
create unique index users_email on users (lower(email));

-- An address is unique in the form in which it is compared. The program fills this column: of adopted
-- addresses that look the same, only the oldest has a key.
drop index users_email_key;
alter table users drop column email_key;
alter table users add column email_key text;
create unique index users_email_key on users (email_key);
create index users_without_key on users (created_at, id) where email is not null and email_key is null;
delete from meta where key = 'person_keys';
