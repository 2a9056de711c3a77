import type { AuditTexts } from "./audit.en.ts";

export const audit: AuditTexts = {
  title: "Protokoll",
  lead: "Was Lehrende in Gruppen und an Konten anderer getan und welche Gruppen und Seiten von Personen sie geöffnet haben. Das Neueste zuerst.",
  emptyTitle: "Noch keine Einträge",
  emptyText:
    "Ein Eintrag entsteht, wenn Lehrende eine Gruppe öffnen, in der sie nicht Mitglied sind, einer Gruppe beitreten oder sie verlassen, eine Nachricht entfernen, eine Gruppe löschen, die Seite einer Person öffnen oder ein Konto ändern.",
  when: "Wann",
  who: "Wer",
  what: "Was",
  where: "Gruppe",
  deletedUser: "gelöschtes Konto",
  operator: "Serverbetrieb",
  about: "Details",
  deletedGroup: "gelöschte Gruppe",
  verbs: {
    "conversation.read": "Gruppe gelesen, ohne Mitglied zu sein",
    "conversation.join": "Gruppe beigetreten",
    "conversation.leave": "Gruppe verlassen",
    "conversation.delete": "Gruppe gelöscht",
    "message.remove": "Nachricht entfernt",
    "message.read_removed": "Entfernte Nachricht gelesen",
    "user.read": "Seite einer Person geöffnet",
    "user.create": "Konto angelegt",
    "user.update": "Konto geändert",
    "user.disable": "Konto gesperrt",
    "user.enable": "Konto entsperrt",
    "user.reset_password": "Neues Passwort gesetzt",
    "user.issue_code": "Einmalcode ausgegeben",
    "user.use_code": "Einmalcode verwendet",
    "user.delete": "Konto gelöscht",
  },
};
