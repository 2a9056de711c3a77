export const conversations = {
  showAll: "Show all",
  members: { one: "{count} member", other: "{count} members" },
  nobody: "This group has no members yet.",
  findMember: "Find a member",
  noMemberFits: "No matches.",
  openChat: "Open the chat",
  details: "About {name}",
  editGroup: "Edit",
  deleteGroup: "Delete",
  you: "you",
  noDescription: "This group has no description.",
  since: "Created",
  messages: { one: "{count} message", other: "{count} messages" },
};

export type ConversationsTexts = typeof conversations;
