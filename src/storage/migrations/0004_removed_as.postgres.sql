-- The capacity in which a message was removed. It is stored at that moment, because it cannot be
-- derived later: roles and the time limit for authors may change.
alter table messages add column removed_as text collate "C" check (removed_as is null or removed_as in ('author', 'moderator', 'staff'));

-- Until now a text was kept only if someone other than its author removed it, or if the author did
-- so as owner, moderator or staff.
update messages set removed_as = case
    when removed_content is null then 'author'
    when (select role from users where id = removed_by) = 'admin' then 'staff'
    else 'moderator'
  end
where removed_at is not null;
