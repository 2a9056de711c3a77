import type { AuditVerb } from "#wire/audit_verbs.ts";

export const audit = {
  title: "Log",
  lead: "What staff did in other people's groups and accounts, and which groups and pages of people they opened. Newest first.",
  emptyTitle: "No entries yet",
  emptyText:
    "An entry is added when staff open a group they are not a member of, join or leave a group, remove a message, delete a group, or open a person's page or change an account.",
  when: "When",
  who: "Who",
  what: "What",
  where: "Group",
  deletedUser: "deleted user",
  operator: "server administration",
  about: "Details",
  deletedGroup: "deleted group",
  verbs: {
    "conversation.read": "Read a group without being a member",
    "conversation.join": "Joined a group",
    "conversation.leave": "Left a group",
    "conversation.delete": "Deleted a group",
    "message.remove": "Removed a message",
    "message.read_removed": "Read a removed message",
    "user.read": "Opened a person's page",
    "user.create": "Created an account",
    "user.update": "Changed an account",
    "user.disable": "Disabled an account",
    "user.enable": "Enabled an account",
    "user.reset_password": "Set a new password",
    "user.issue_code": "Issued a one-time code",
    "user.use_code": "Used a one-time code",
    "user.delete": "Deleted an account",
    "roster.apply": "Imported a list of people",
    "roster.undo": "Took back an import",
    "settings.teacher_codes": "Changed whether teachers issue codes",
  } satisfies Record<AuditVerb, string>,
};

export type AuditTexts = typeof audit;
