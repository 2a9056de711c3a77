-- Rounds of a set: which one its groups are, and from what the next one is planned (JSON).
alter table group_sets add column round integer;
alter table group_sets add column recipe text collate "C";
