export const audit = {
  title: "Record of staff actions",
  lead: "What staff did to other people's conversations and accounts, and which ones they read. Newest first.",
  emptyTitle: "Nothing recorded yet",
  emptyText:
    "An entry appears when staff open a conversation they are not a member of, join or leave a group, remove a message, delete a group, or change an account.",
  when: "When",
  who: "Who",
  what: "What",
  where: "Group",
  deletedUser: "deleted account",
  operator: "the operator",
  about: "About",
  deletedGroup: "deleted group",
  verbs: {
    "conversation.read": "Read a conversation without being a member",
    "conversation.join": "Joined a group",
    "conversation.leave": "Left a group",
    "conversation.delete": "Deleted a group",
    "message.remove": "Removed a message",
    "message.read_removed": "Read a removed message",
    "user.create": "Made an account",
    "user.update": "Changed an account",
    "user.disable": "Disabled an account",
    "user.enable": "Enabled an account",
    "user.reset_password": "Set a new password",
    "user.delete": "Deleted an account",
  } as Partial<Record<string, string>>,
};

export type AuditTexts = typeof audit;
