-- The groups that a guest has left because a case was decided so, as JSON, in case the decision is taken back.
alter table cases add column left_groups text not null default '[]';
