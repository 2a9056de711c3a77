-- The course whose staff created the account; null if it was not a course. It outlasts the course.
alter table users add column created_in text collate "C";
