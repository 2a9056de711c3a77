-- What happens to messages in a course that contain certain words.
create table word_rules (
  id text primary key,
  course_id text not null references courses (id) on delete cascade,
  kind text not null check (kind in ('words', 'pattern')),
  -- Words, one a line, or one pattern.
  searched text not null,
  action text not null check (action in ('mask', 'refuse', 'report', 'hold')),
  -- What the author reads, or everyone beside what was masked; may be empty.
  sentence text not null,
  -- A rule that is not live is a draft.
  is_live integer not null,
  -- Counts its changes.
  version integer not null,
  created_at text not null
) strict;

create index word_rules_course on word_rules (course_id, created_at, id);

-- Whether a rule hid the part, and not a person.
alter table message_versions add column by_rule integer not null default 0;

-- What the server itself noticed, where nobody has reported it, and the words that say what.
alter table cases add column noticed_by text;
alter table cases add column noticed text;
