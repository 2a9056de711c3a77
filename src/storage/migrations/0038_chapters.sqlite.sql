-- The earlier round that a group was in, as its members are shown it while the group is archived.
alter table conversations add column round_of text;
alter table conversations add column round integer;
alter table deleted_conversations add column round_of text;
alter table deleted_conversations add column round integer;

-- Until now only the end of the name said so.
with recursive rounds (id, name, round) as (
  select id, name, round - 1 from group_sets where round > 1
  union all
  select id, name, round - 1 from rounds where round > 1
)
update conversations set round_of = e.name, round = e.round
from (select id, name, round, ' · ' || name || ' ' || round as ending from rounds) as e
where set_id = e.id and own_archived_at is not null and substr(conversations.name, -length(e.ending)) = e.ending;
