import type { ChatLateTexts } from "./chat_late.en.ts";
import { looks } from "./looks.de.ts";

export const chatLate: ChatLateTexts = {
  looks,
  noGroupsMember: "Sobald Ihre Lehrperson Sie in eine Gruppe aufnimmt, erscheint sie hier.",
  noGroupsStaff:
    "Legen Sie die erste Gruppe an und nehmen Sie Studierende auf. Die Gruppe erscheint dann hier.",
  createFirst: "Erste Gruppe anlegen",
  retry: "Erneut senden",
  discard: "Löschen",
  failed: {
    not_found: "Sie sind nicht mehr in dieser Gruppe.",
    forbidden: "Sie dürfen hier nicht schreiben.",
    invalid: "Der Server nimmt diese Nachricht nicht an.",
    too_large: "Diese Nachricht ist zu groß.",
    conflict: "Diese Nachricht wurde schon mit einem anderen Text gesendet.",
    other: "Der Server konnte sie nicht annehmen.",
  },
  connecting:
    "Verbindung wird aufgebaut. Ihre Nachrichten bleiben erhalten und werden automatisch gesendet.",
  waiting: "Keine Verbindung. Ihre Nachrichten bleiben erhalten und werden automatisch gesendet.",
  offline:
    "Sie sind offline. Ihre Nachrichten bleiben erhalten und werden gesendet, sobald Sie wieder online sind.",
  readOnly: {
    closed:
      "Sie sind nicht mehr in dieser Gruppe. Sie können den angezeigten Verlauf noch lesen, aber nicht mehr schreiben.",
    archived: "Diese Gruppe ist archiviert. Sie können hier nur lesen.",
    chapter:
      "Diese Gruppe gehört zu einer früheren Runde ({set}, Runde {round}). Sie können hier nur lesen.",
    deleted: "Diese Gruppe wurde gelöscht.",
    signedOut:
      "Sie sind abgemeldet. Sie können den angezeigten Verlauf noch lesen, aber nicht mehr schreiben.",
  },
  deletedTitle: "Diese Gruppe wurde gelöscht",
  deletedText: "Die Nachrichten darin sind nicht mehr verfügbar.",
  toGroups: "Zu Ihren Gruppen",
  hugeText:
    "Der Text wurde nicht eingefügt: Ihre Nachricht hätte {count} Zeichen, erlaubt sind {max}. Bitte fügen Sie nur einen Teil ein.",
  noFiles: "Sie können hier nur Text senden, keine Bilder oder Dateien.",
  modes: {
    open: "Alle können schreiben",
    staff_only: "Nur Lehrende können schreiben",
    slow: "Langsam: eine Nachricht alle {every}",
    locked: "Gesperrt",
  },
  until: "{what} (bis {time})",
  slowWait: "Sie können in {wait} wieder schreiben.",
  unsent: "Ihr nicht gesendeter Text",
  pageProblems: {
    offline: "Ohne Verbindung kann diese Gruppe nicht geladen werden.",
    failed: "Diese Gruppe konnte nicht geladen werden.",
    not_found: "Diese Gruppe gibt es nicht, oder Sie können sie nicht sehen.",
  },
  pageSignedOut: "Bitte melden Sie sich erneut an, um diese Gruppe zu sehen.",
  signedOut: {
    disabled: "Ihr Konto wurde gesperrt. Bitte fragen Sie Ihre Lehrperson.",
    deleted: "Ihr Konto wurde gelöscht.",
    signed_out: "Sie wurden abgemeldet, hier oder auf einem anderen Gerät.",
    expired: "Ihre Anmeldung ist abgelaufen.",
  },
  signInAgain: "Erneut anmelden",
  guestEnded:
    "Ihre Zeit als Gast ist vorbei. Was Sie geschrieben haben, bleibt in der Gruppe. Danke für Ihre Teilnahme.",
  tryNow: "Jetzt versuchen",
  unkept: {
    connecting:
      "Verbindung wird aufgebaut. Bitte lassen Sie diese Seite offen: Nicht gesendete Nachrichten sind nur hier gespeichert und werden automatisch gesendet.",
    waiting:
      "Keine Verbindung. Bitte lassen Sie diese Seite offen: Nicht gesendete Nachrichten sind nur hier gespeichert und werden automatisch gesendet.",
    offline:
      "Sie sind offline. Bitte lassen Sie diese Seite offen: Nicht gesendete Nachrichten sind nur hier gespeichert und werden gesendet, sobald Sie wieder online sind.",
  },
  details: "Details",
  hideDetails: "Details schließen",
  about: "Über die Gruppe",
  members: "Mitglieder",
  findMember: "Mitglied suchen",
  noMemberFound: "Niemand gefunden.",
  online: "online",
  you: "Sie",
  staffRead: "Lehrende können jede Gruppe ihres Kurses lesen.",
  staffReadMore: "Was Lehrende hier sehen",
  fullPage: "Seite der Gruppe öffnen",
  editGroup: "Gruppe bearbeiten",
  chapter: "{set}, Runde {round}",
  listOptions: "Aussehen der Liste",
  unreadFirst: "Ungelesene zuerst",
  unreadFirstHelp: "Gruppen mit ungelesenen Nachrichten stehen vor den anderen.",
  twoLines: "Zwei Zeilen je Gruppe",
  twoLinesHelp: "Zeigt die neueste Nachricht jeder Gruppe.",
  jumpToLatest: "Zur neuesten Nachricht",
  toFirstUnread: "Zur ersten springen",
  skipUnread: "Alle als gelesen markieren",
  logKeys:
    "Mit den Pfeiltasten wechseln Sie zwischen den Nachrichten, Enter öffnet die Aktionen dazu.",
  menuOf: "Nachricht von {name}",
  deleteTitle: "Eigene Nachricht löschen?",
  removeTitle: "Diese Nachricht entfernen?",
  removedTitle: "Entfernte Nachricht",
  removedHint: "Für Lehrende aufbewahrt. Dass Sie sie angesehen haben, wurde protokolliert.",
  close: "Schließen",
  deleteText:
    "Der Text wird für alle gelöscht. Die anderen sehen nur, dass Sie eine Nachricht entfernt haben.",
  removeText: "Alle sehen, dass sie entfernt wurde. Der Text wird für Lehrende aufbewahrt.",
  removeReason: "Grund (für alle lesbar)",
  chooseReason: "Grund auswählen",
  handBack: "Den Text zurückgeben: Nur wer ihn geschrieben hat, sieht ihn, mit dem Grund",
  handedBackHint: "Nur Sie sehen diesen Text. Sie können ihn verbessert noch einmal senden.",
  writeAgain: "Neu schreiben",
  reasonTooLong: "{count} Zeichen zu viel: Ein Grund darf höchstens {max} Zeichen haben.",
  changedMeanwhile: "Die Nachricht wurde inzwischen geändert. Sie lautet jetzt:",
  cancel: "Abbrechen",
  editLabel: "Eigene Nachricht bearbeiten",
  editedElsewhere: "Diese Nachricht wurde inzwischen anderswo geändert. Sie lautet jetzt: {text}",
  editHint: "Enter speichert, Escape bricht ab",
  stranded: "Nicht gesendete Nachrichten",
  save: "Speichern",
  muted: "Sie können hier bis {time} nicht schreiben",
  mutedReason: "Grund: {reason}",
  mutedRead: "Sie können weiterhin alles lesen.",
  appeal: "Widersprechen",
};
