-- An act of staff concerns a course, which its own teachers may read about.
alter table audit add column course_id text collate "C";

update audit
set course_id = coalesce(
  (select c.course_id from conversations c where c.id = audit.conversation_id), 'first')
where conversation_id is not null;
