import type { ConversationsTexts } from "./conversations.en.ts";

export const conversations: ConversationsTexts = {
  title: "Unterhaltungen",
  search: "Unterhaltung suchen",
  showAll: "Alle anzeigen",
  noneFound: "Keine Unterhaltung passt zu „{query}“.",
  noneFits: "Keine Unterhaltung passt.",
  emptyTitle: "Noch keine Unterhaltungen",
  emptyMember:
    "Sie sind noch in keiner Gruppe. Bitten Sie Ihre Lehrperson, Sie aufzunehmen; die Unterhaltung erscheint dann hier.",
  emptyStaff:
    "Legen Sie die erste Gruppe an und nehmen Sie Studierende auf. Die Unterhaltung erscheint dann hier.",
  makeFirst: "Erste Gruppe anlegen",
  listLabel: "Unterhaltungen",
  notMember: "kein Mitglied",
  unread: { one: "{count} ungelesene Nachricht", other: "{count} ungelesene Nachrichten" },
  lastMessage: "{sender}: {excerpt}",
  removedMessage: "{sender}: Nachricht entfernt",
  noMessages: "Noch hat niemand etwas geschrieben.",
  staffLead:
    "Sie sehen alle Gruppen. Wird eine geöffnet, in der Sie nicht Mitglied sind, so wird das protokolliert.",
  members: { one: "{count} Mitglied", other: "{count} Mitglieder" },
  nobody: "Noch ist niemand in dieser Gruppe.",
  findMember: "Mitglied suchen",
  noMemberFits: "Kein Mitglied passt.",
  openChat: "Chat öffnen",
  details: "Über {name}",
  editGroup: "Bearbeiten",
  deleteGroup: "Löschen",
  you: "Sie",
  noDescription: "Diese Gruppe hat keine Beschreibung.",
  since: "Gruppe seit",
  messages: { one: "{count} Nachricht", other: "{count} Nachrichten" },
};
