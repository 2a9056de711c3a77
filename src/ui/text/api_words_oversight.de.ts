/** German translations of what the API says about looks and the staff log. */
export const oversightWords: Partial<Record<string, string>> = {
  "List the staff who read a group without being a member of it, newest first":
    "Auflisten, welche Lehrenden eine Gruppe gelesen haben, ohne Mitglied zu sein, neueste zuerst",
  "Whether staff who look into a group from outside are asked why":
    "Ob Lehrende, die von außen in einer Gruppe mitlesen, nach dem Grund gefragt werden",
  "Begin to look into a group from outside, with a reason that its members see":
    "Beginnen, in einer Gruppe von außen mitzulesen, mit einem Grund, den ihre Mitglieder sehen",
  "Staff log": "Protokoll",
  "List what staff did, newest first, 50 per page: as an admin all of it":
    "Auflisten, was Lehrende getan haben, Neuestes zuerst, 50 je Seite: als Administration alles",
  "Get who reads the staff log, and for how long it is kept":
    "Abrufen, wer das Protokoll liest und wie lange es aufbewahrt wird",
  "Set who reads the staff log, and for how long it is kept":
    "Festlegen, wer das Protokoll liest und wie lange es aufbewahrt wird",
  "What was done, such as message.remove": "Was getan wurde, zum Beispiel message.remove",
  "Who did it; without a name if the account was deleted":
    "Wer es getan hat; ohne Namen, wenn das Konto gelöscht wurde",
  "Whom it concerns": "Wen es betrifft",
  "null while there is one course": "null, solange es nur einen Kurs gibt",
  "Words in the name of a person or group that an entry is about or by":
    "Wörter aus dem Namen einer Person oder Gruppe, die ein Eintrag betrifft oder von der er ist",
  "Who did it": "Wer es getan hat",
  "The first day, in UTC": "Der erste Tag, in UTC",
  "The last day, in UTC": "Der letzte Tag, in UTC",
  "Whether teachers read what concerns their courses, and not only their own entries":
    "Ob Lehrpersonen lesen, was ihre Kurse betrifft, und nicht nur ihre eigenen Einträge",
  "null if the account was deleted": "null, wenn das Konto gelöscht wurde",
  "When they last read": "Wann sie zuletzt gelesen haben",
  "Since when it is shown, if a report about the group was open before":
    "Seit wann es zu sehen ist, wenn vorher eine Meldung zur Gruppe offen war",
  "Maximum number of looks per page; 50 by default": "Höchstzahl je Seite; ohne Angabe 50",
  "The number of the page, from 1": "Die Nummer der Seite, ab 1",
};
