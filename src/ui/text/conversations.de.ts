import type { ConversationsTexts } from "./conversations.en.ts";

export const conversations: ConversationsTexts = {
  title: "Chats",
  search: "Gruppe suchen",
  showAll: "Alle anzeigen",
  noneFound: "Keine Gruppe gefunden für „{query}“.",
  noneFits: "Keine Treffer.",
  emptyTitle: "Noch keine Gruppen",
  emptyMember:
    "Sie sind noch in keiner Gruppe. Bitten Sie Ihre Lehrperson, Sie in eine aufzunehmen, und laden Sie diese Seite dann neu.",
  emptyStaff:
    "Legen Sie die erste Gruppe an und nehmen Sie Studierende auf. Sie erscheint dann hier.",
  makeFirst: "Erste Gruppe anlegen",
  listLabel: "Gruppen",
  notMember: "kein Mitglied",
  unread: { one: "{count} ungelesene Nachricht", other: "{count} ungelesene Nachrichten" },
  lastMessage: "{sender}: {excerpt}",
  removedMessage: "{sender}: Nachricht entfernt",
  noMessages: "Noch keine Nachrichten.",
  staffLead:
    "Sie sehen alle Gruppen. Wenn Sie eine öffnen, in der Sie nicht Mitglied sind, wird das protokolliert.",
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
