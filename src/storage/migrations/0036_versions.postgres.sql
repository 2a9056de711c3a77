-- Messages can be restored after they were removed, so that a client cannot tell by times which version is newer.
alter table messages add column revision integer not null default 0;
-- Whether the author of a removed message can read it.
alter table messages add column handed_back integer not null default 0;

-- What messages said before they were changed, for staff.
create table message_versions (
  message_id text collate "C" not null references messages (id) on delete cascade,
  -- That of the message until then.
  revision integer not null,
  content text collate "C" not null,
  change text collate "C" not null check (change in ('edit', 'remove', 'redact')),
  reason text collate "C",
  changed_by text collate "C" not null references users (id),
  changed_at text collate "C" not null,
  primary key (message_id, revision)
);

-- Reasons for removing that a course offers.
create table course_templates (
  id text collate "C" primary key,
  course_id text collate "C" not null references courses (id) on delete cascade,
  text_en text collate "C" not null,
  text_de text collate "C" not null,
  position integer not null
);

create index course_templates_course on course_templates (course_id, position);
