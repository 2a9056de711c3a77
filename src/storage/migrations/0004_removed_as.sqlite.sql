-- As what somebody removed a message: decided when it was done, and not to be found out later from
-- rules and roles, which change.
alter table messages add column removed_as text check (removed_as is null or removed_as in ('author', 'moderator', 'staff'));

-- Until now a text was kept if, and only if, somebody else than its author removed it, or its author
-- as one who runs the group.
update messages set removed_as = case
    when removed_content is null then 'author'
    when (select role from users where id = removed_by) = 'admin' then 'staff'
    else 'moderator'
  end
where removed_at is not null;
