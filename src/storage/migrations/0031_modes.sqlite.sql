-- Who may write in a group: everyone, staff only, nobody, or everyone slowly; until when, and why. Nothing is
-- written when a mode ends: statements compare `mode_until` with the clock.
alter table conversations add column mode text not null default 'open'
  check (mode in ('open', 'staff_only', 'slow', 'locked', 'hold'));
alter table conversations add column mode_until text;
alter table conversations add column mode_reason text not null default '';
alter table conversations add column slow_seconds integer not null default 0;
alter table conversations add column mode_at text;
alter table conversations add column mode_by text references users (id);

alter table deleted_conversations add column mode text not null default 'open';
alter table deleted_conversations add column mode_until text;
alter table deleted_conversations add column mode_reason text not null default '';
alter table deleted_conversations add column slow_seconds integer not null default 0;
alter table deleted_conversations add column mode_at text;
alter table deleted_conversations add column mode_by text references users (id);
