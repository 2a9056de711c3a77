import type { AuditTexts } from "./audit.en.ts";

export const audit: AuditTexts = {
  title: "Protokoll der Eingriffe",
  lead: "Was Lehrende an Unterhaltungen und Konten anderer getan und welche Unterhaltungen sie gelesen haben. Das Neueste zuerst.",
  emptyTitle: "Noch nichts protokolliert",
  emptyText:
    "Ein Eintrag entsteht, wenn Lehrende eine Unterhaltung öffnen, in der sie nicht Mitglied sind, einer Gruppe beitreten oder sie verlassen, eine Nachricht entfernen, eine Gruppe löschen oder ein Konto ändern.",
  when: "Wann",
  who: "Wer",
  what: "Was",
  where: "Gruppe",
  deletedUser: "gelöschtes Konto",
  operator: "wer den Server betreibt",
  about: "Angaben",
  deletedGroup: "gelöschte Gruppe",
  verbs: {
    "conversation.read": "Unterhaltung gelesen, ohne Mitglied zu sein",
    "conversation.join": "Gruppe beigetreten",
    "conversation.leave": "Gruppe verlassen",
    "conversation.delete": "Gruppe gelöscht",
    "message.remove": "Nachricht entfernt",
    "message.read_removed": "Entfernte Nachricht gelesen",
    "user.create": "Konto angelegt",
    "user.update": "Konto geändert",
    "user.disable": "Konto gesperrt",
    "user.enable": "Konto entsperrt",
    "user.reset_password": "Neues Passwort gesetzt",
    "user.delete": "Konto gelöscht",
  },
};
