-- What people search and sort by, as the program folds it: SQLite knows the case of ASCII only. The
-- program fills these columns for every account, also for those that are here already.
alter table users add column name_key text collate "C" not null default '';
alter table users add column search_key text collate "C" not null default '';
alter table users add column email_key text collate "C" not null default '';

create index users_order on users (name_key, name, id);
create index users_email_key on users (email_key);
