-- A group can be for everybody in its course, or for its staff: who joins or leaves the course joins or
-- leaves it, with the source `course`. Null for groups whose members are chosen.
alter table conversations add column audience text check (audience in ('everyone', 'staff'));
alter table deleted_conversations add column audience text;

create index conversations_audience on conversations (course_id) where audience is not null;

-- People whose place in a course has changed, until the groups for everybody have followed.
create table course_follows (
  course_id text not null references courses (id) on delete cascade,
  user_id text not null references users (id) on delete cascade,
  primary key (course_id, user_id)
) strict, without rowid;
