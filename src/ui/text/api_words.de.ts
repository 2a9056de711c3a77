/** What the API says of itself in English, in German. A test asks for every sentence. */
export const apiWords: Partial<Record<string, string>> = {
  Tokens: "Token",
  Conversations: "Unterhaltungen",
  Messages: "Nachrichten",
  Members: "Mitglieder",
  People: "Personen",
  Server: "Server",
  "Address and password for a pair of tokens; also sets the session cookie":
    "Adresse und Passwort gegen ein Paar Token; setzt auch das Sitzungs-Cookie",
  "A new access token; send the refresh token as Bearer":
    "Ein neues Zugriffstoken; das Erneuerungstoken als Bearer senden",
  "Whether a token is valid, and whose it is": "Ob ein Token gilt, und wem es gehört",
  "For Authorization: Bearer; lives an hour": "Für Authorization: Bearer; gilt eine Stunde",
  "The account's id, as in the original": "Die Kennung des Kontos, wie im ursprünglichen System",
  "Only for /auth/refresh; lives 30 days": "Nur für /auth/refresh; gilt 30 Tage",
  "The conversations a person is a member of: your own, or anybody's for staff":
    "Die Unterhaltungen einer Person: die eigenen, für Lehrende auch die anderer",
  "A conversation; its key is `messages`, as in the original system":
    "Eine Unterhaltung; ihr Schlüssel heißt `messages`, wie im ursprünglichen System",
  "Every conversation you may see, in order, with what is unread":
    "Alle Unterhaltungen, die Sie sehen dürfen, in ihrer Reihenfolge, mit der Zahl der ungelesenen",
  "Create a conversation; you own it": "Eine Unterhaltung anlegen; sie gehört Ihnen",
  "Put conversations in this order; those not named keep theirs after them":
    "Unterhaltungen in diese Reihenfolge bringen; nicht genannte folgen wie bisher",
  "Rename a conversation or describe it anew": "Eine Unterhaltung umbenennen oder neu beschreiben",
  "Delete a conversation with its messages": "Eine Unterhaltung mit ihren Nachrichten löschen",
  "Everything up to this seq was seen": "Alles bis zu dieser Nummer wurde gesehen",
  "Messages, oldest first; a page ends at 512 KiB, and the Link header leads to older ones":
    "Nachrichten, die älteste zuerst; eine Seite endet bei 512 KiB, und die Kopfzeile Link führt zu älteren",
  "Post a message; answered when it is stored":
    "Eine Nachricht senden; die Antwort kommt, wenn sie gespeichert ist",
  "Edit your own message, for 15 minutes": "Eine eigene Nachricht bearbeiten, 15 Minuten lang",
  "Remove a message: your own for 15 minutes, any as staff, owner or moderator. A mark stays":
    "Eine Nachricht entfernen: eigene 15 Minuten lang, als Lehrende, Leitung oder Moderation jede. Ein Vermerk bleibt",
  "Who is in a conversation": "Wer Mitglied einer Unterhaltung ist",
  "Put people into a conversation; those in it already stay as they are":
    "Personen aufnehmen; wer schon Mitglied ist, bleibt, wie er oder sie ist",
  "Make exactly these people the members": "Genau diese Personen zu Mitgliedern machen",
  "Give a member another role in the conversation":
    "Einem Mitglied eine andere Rolle in der Unterhaltung geben",
  "Take somebody out of a conversation": "Jemanden aus einer Unterhaltung nehmen",
  "Your own account": "Das eigene Konto",
  "Accounts by name, 50 a page": "Konten nach Namen, 50 je Seite",
  "Make an account": "Ein Konto anlegen",
  "An account": "Ein Konto",
  "Change name, address, user name or role of an account":
    "Name, Adresse, Benutzername oder Rolle eines Kontos ändern",
  "Sign an account out and keep it out": "Ein Konto abmelden und sperren",
  "Let a disabled account in again": "Ein gesperrtes Konto wieder zulassen",
  "Give an account a new password, answered this once; it is signed out everywhere":
    "Einem Konto ein neues Passwort geben, das nur diese Antwort zeigt; es wird überall abgemeldet",
  "Delete a person; what they wrote stays, as by a deleted user":
    "Eine Person löschen; was sie schrieb, bleibt unter „gelöschtes Konto“ stehen",
  "This description, for machines": "Diese Beschreibung, für Maschinen",
  "Whether the server runs": "Ob der Server läuft",
  "Whether the server can serve: its database answers":
    "Ob der Server bedienen kann: seine Datenbank antwortet",
  "UTC, ISO 8601": "UTC, ISO 8601",
  "Empty when the account was deleted": "Leer, wenn das Konto gelöscht wurde",
  "Its place in the conversation": "Ihr Platz in der Unterhaltung",
  "Empty when the message was removed": "Leer, wenn die Nachricht entfernt wurde",
  "Only on a message that was removed": "Nur bei einer entfernten Nachricht",
  "Of the newest event": "Des neuesten Ereignisses",
  "null: you see it as staff": "null: Sie sehen sie als Lehrende",
  "When a guest's account ends": "Wann das Konto eines Gastes endet",
  "The same text": "Derselbe Text",
  "Stable; docs/PROTOCOL.md lists the codes":
    "Gleichbleibend; docs/PROTOCOL.md zählt die Codes auf",
  "The input that is wrong": "Die falsche Eingabe",
  "Where the server's log has more": "Wo im Protokoll des Servers mehr steht",
  "At most so many; 1,000 without it": "Höchstens so viele; ohne Angabe 1.000",
  "Only messages with a smaller seq": "Nur Nachrichten mit kleinerer Nummer (seq)",
  "Your own id; sent again, it is the same message":
    "Ihre eigene Kennung; noch einmal gesendet ist es dieselbe Nachricht",
  "Shown in place of the message, when staff removes it":
    "Steht statt der Nachricht da, wenn Lehrende sie entfernen",
  "Part of a name, address or user name": "Teil eines Namens, einer Adresse, eines Benutzernamens",
  "Something of it can be seen": "Etwas davon ist zu sehen",
  "One line, with a letter, a digit or a symbol":
    "Eine Zeile, mit einem Buchstaben, einer Ziffer oder einem Symbol",
  "One @, and a dot in what follows it": "Ein @, und ein Punkt in dem, was darauf folgt",
  "3 to 32 of a–z, 0–9, dot, hyphen and underscore":
    "3 bis 32 von a–z, 0–9, Punkt, Bindestrich und Unterstrich",
  "Without it one is generated, and answered this once":
    "Ohne Angabe wird eines erzeugt, das nur diese Antwort zeigt",
  "Only when it was generated": "Nur, wenn es erzeugt wurde",
};
