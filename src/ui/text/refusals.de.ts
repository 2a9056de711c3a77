import type { RefusalTexts } from "./refusals.en.ts";

export const refusals: RefusalTexts = {
  unauthenticated: "Bitte melden Sie sich zuerst an.",
  forbidden: "Das dürfen Sie nicht.",
  not_found: "Hier ist nichts, oder Sie dürfen es nicht sehen.",
  wrong_method: "Auf diese Weise lässt sich hier nichts tun.",
  limited: "Das war zu oft. Bitte warten Sie einen Augenblick.",
  busy: "Die Datenbank ist beschäftigt. Nichts ging verloren; bitte versuchen Sie es noch einmal.",
  storage_full:
    "Der Speicher des Servers ist voll. Nichts wurde gespeichert; bitte sagen Sie es der Betreiberin oder dem Betreiber.",
  too_large: "Das ist mehr, als auf einmal gesendet werden kann.",
  internal: "Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.",
  cross_site:
    "Diese Anfrage kam nicht von den Seiten von Team Chat. Bitte laden Sie die Seite neu.",
  invalid_input: "Das lässt sich hier nicht verwenden.",
  text_unstorable: "Dieser Text enthält Zeichen, die sich nicht speichern lassen.",
  form_unreadable: "Das Formular war nicht lesbar. Bitte laden Sie die Seite neu.",
  email_missing: "Geben Sie eine E-Mail-Adresse ein.",
  email_malformed: "Das sieht nicht wie eine E-Mail-Adresse aus.",
  email_mixed:
    "Ein Wort dieser Adresse mischt Buchstaben zweier Alphabete, die sich zum Verwechseln ähneln.",
  email_long: "Um {excess} Zeichen zu lang: Eine Adresse hat höchstens {max} Zeichen.",
  email_taken: "Zu dieser Adresse gibt es schon ein Konto.",
  email_taken_by_guest:
    "Ein Gast mit dieser Adresse ist schon hier. Nur der Browser, der mit ihr kam, kann als dieser Gast weitermachen.",
  email_domain: "Konten brauchen hier eine Adresse bei {domains}.",
  username_malformed:
    "Ein Benutzername hat {min} bis {max} Zeichen: Kleinbuchstaben, Ziffern, Punkte, Binde- und Unterstriche.",
  username_taken: "Dieser Benutzername ist vergeben.",
  name_missing: "Geben Sie einen Namen ein.",
  name_unseen:
    "Ein Name braucht mindestens einen Buchstaben, eine Ziffer oder ein sichtbares Symbol.",
  name_mixed:
    "Ein Wort dieses Namens mischt Buchstaben zweier Alphabete, die sich zum Verwechseln ähneln.",
  name_reserved: "So nennt Team Chat selbst etwas. Bitte wählen Sie einen anderen Namen.",
  name_long: "Um {excess} Zeichen zu lang: Ein Name hat höchstens {max} Zeichen.",
  password_short: "Ein Passwort hat mindestens {min} Zeichen.",
  password_long: "Um {excess} Zeichen zu lang: Ein Passwort hat höchstens {max} Zeichen.",
  password_guessable: "Dieses Passwort ist zu leicht zu erraten: Es ist die Adresse oder der Name.",
  password_wrong: "Das bisherige Passwort ist falsch.",
  password_absent: "Ein Gast hat kein Passwort.",
  credentials_wrong: "Adresse oder Passwort ist falsch.",
  account_disabled: "Dieses Konto ist gesperrt. Fragen Sie Ihre Lehrenden.",
  registration_closed: "Konten werden hier von den Lehrenden angelegt. Fragen Sie dort.",
  name_too_often:
    "Sie haben Ihren Namen sehr oft geändert. Bitte versuchen Sie es später noch einmal.",
  registration_too_often:
    "Von hier wurden zu viele Konten angelegt. Bitte versuchen Sie es später.",
  sign_in_too_often: "Zu viele Versuche. Bitte warten Sie einen Augenblick.",
  sign_in_crowded: "Gerade melden sich sehr viele an. Bitte versuchen Sie es in ein paar Sekunden.",
  staff_only_people: "Nur Lehrende verwalten Konten.",
  last_admin: "Das ist das letzte Konto für Lehrende. Legen Sie zuerst ein weiteres an.",
  setup_code_wrong: "Das ist nicht der zuletzt ausgegebene Code.",
  setup_done: "Team Chat ist schon eingerichtet. Bitte melden Sie sich an.",
  setup_too_often: "Zu viele Versuche. Bitte warten Sie einen Augenblick.",
  staff_only_groups: "Nur Lehrende verwalten Gruppen.",
  staff_only_members: "Nur Lehrende entscheiden, wer in einer Gruppe ist.",
  group_name_missing: "Geben Sie der Gruppe einen Namen.",
  group_name_long: "Um {excess} Zeichen zu lang: Ein Name hat höchstens {max} Zeichen.",
  group_description_long:
    "Um {excess} Zeichen zu lang: Eine Beschreibung hat höchstens {max} Zeichen.",
  group_count: "Auf einmal lassen sich 1 bis {max} Gruppen anlegen.",
  members_gone: "Eine der gewählten Personen hat kein Konto mehr. Bitte wählen Sie neu aus.",
  members_many: "Auf einmal lassen sich höchstens {max} Personen auswählen.",
  message_empty: "Schreiben Sie zuerst etwas.",
  message_long: "Eine Nachricht hat höchstens {max} Zeichen; diese hat {length}.",
  reason_long: "Um {excess} Zeichen zu lang: Eine Begründung hat höchstens {max} Zeichen.",
  message_id_used: "Diese Nachrichtennummer gehört schon zu einer anderen Nachricht.",
  message_not_editable: "Nur eigene Nachrichten lassen sich ändern, 15 Minuten lang.",
  message_not_removable: "Nur eigene Nachrichten lassen sich löschen, 15 Minuten lang.",
  sign_in_first: "Bitte melden Sie sich zuerst an.",
  sending_too_fast:
    "Sie senden schneller, als jemand lesen kann. Bitte warten Sie einen Augenblick.",
  reading_too_fast: "Sie rufen mehr ab, als jemand lesen kann. Bitte warten Sie einen Augenblick.",
  disk_error:
    "Der Speicher des Servers meldet einen Fehler. Bitte sagen Sie es der Betreiberin oder dem Betreiber.",
  database_moved:
    "Die Datenbank des Servers wurde gelöscht oder ersetzt. Nichts wurde gespeichert; bitte sagen Sie es der Betreiberin oder dem Betreiber.",
};
