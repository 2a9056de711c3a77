-- What members have reported: one case for a message, however many report it, or for a person in a group.
create table cases (
  id text primary key,
  course_id text not null references courses (id) on delete cascade,
  -- Counts the cases of a course.
  number integer not null,
  -- The group may be in the bin meanwhile, so this is no reference.
  conversation_id text not null,
  -- Null for a person.
  message_id text,
  -- The person who is reported, or the author of the message.
  subject_id text not null references users (id) on delete cascade,
  reason text not null,
  -- The text when it was first reported, and since when it was so; empty for a person.
  content text not null,
  content_at text,
  state text not null check (state in ('open', 'decided', 'appealed', 'closed')),
  -- Counts the changes that a decision has to know.
  version integer not null,
  created_at text not null,
  changed_at text not null,
  -- Who looks at it, so that two do not decide unseen.
  claimed_by text references users (id) on delete set null,
  claimed_until text,
  decision text,
  -- The decider's own words to the person; null for the usual ones.
  decision_text text,
  decided_by text references users (id) on delete set null,
  decided_at text,
  appeal_text text,
  appealed_at text,
  outcome text check (outcome in ('kept', 'lifted')),
  outcome_text text,
  outcome_by text references users (id) on delete set null,
  outcome_at text,
  -- The person has not yet seen what is new.
  unseen integer not null default 0
) strict;

create unique index cases_number on cases (course_id, number);
create index cases_message on cases (message_id) where message_id is not null;
create index cases_group on cases (conversation_id);
create index cases_subject on cases (subject_id);
create index cases_state on cases (state, course_id);
create index cases_unseen on cases (subject_id) where unseen = 1;

-- Who has reported it, and what it said then.
create table reports (
  case_id text not null references cases (id) on delete cascade,
  user_id text not null references users (id) on delete cascade,
  reason text not null,
  words text not null,
  content text not null,
  created_at text not null,
  -- The reporter has not yet seen that it was decided.
  unseen integer not null default 0,
  primary key (case_id, user_id)
) strict;

create index reports_user on reports (user_id, created_at);
create index reports_unseen on reports (user_id) where unseen = 1;
