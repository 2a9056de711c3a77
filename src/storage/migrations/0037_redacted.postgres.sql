-- When staff hid a part of a message, last, and why. What it said before is in message_versions.
alter table messages add column redacted_at text collate "C";
alter table messages add column redacted_reason text collate "C";
