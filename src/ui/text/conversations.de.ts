import type { ConversationsTexts } from "./conversations.en.ts";

export const conversations: ConversationsTexts = {
  showAll: "Alle anzeigen",
  members: { one: "{count} Mitglied", other: "{count} Mitglieder" },
  nobody: "Diese Gruppe hat noch keine Mitglieder.",
  findMember: "Mitglied suchen",
  noMemberFits: "Keine Treffer.",
  openChat: "Chat öffnen",
  details: "Über {name}",
  editGroup: "Bearbeiten",
  deleteGroup: "Löschen",
  you: "Sie",
  noDescription: "Diese Gruppe hat keine Beschreibung.",
  since: "Angelegt am",
  messages: { one: "{count} Nachricht", other: "{count} Nachrichten" },
};
