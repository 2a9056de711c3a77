-- More kinds of changes to many at once than lists of people; which there are, the program knows.
alter table bulk_acts drop constraint bulk_acts_kind_check;
-- Who has taken it back.
alter table bulk_acts add column undone_by text collate "C";
