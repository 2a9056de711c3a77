/** The same for removing messages: see `api_words.de.ts`. */
export const removingWords: Partial<Record<string, string>> = {
  "Restore a message that was removed: as staff what anyone but its author removed, as owner or moderator what you removed":
    "Eine entfernte Nachricht wiederherstellen: als Lehrperson, was andere als ihre Verfasserin oder ihr Verfasser entfernt haben, als Leitung oder Moderation, was Sie selbst entfernt haben",
  "Get the text of a removed message: as staff, which is logged, or as its author, if it was handed back":
    "Den Text einer entfernten Nachricht abrufen: als Lehrperson, was protokolliert wird, oder wenn er Ihnen zurückgegeben wurde",
  "List what a message said before each edit and removal, as staff; it is logged":
    "Als Lehrperson auflisten, was vor jeder Bearbeitung und jedem Entfernen in einer Nachricht stand; das wird protokolliert",
  "List the reasons for removing a message that a course offers":
    "Die Gründe für das Entfernen von Nachrichten auflisten, die ein Kurs anbietet",
  "Replace the reasons for removing a message that a course offers":
    "Die Gründe für das Entfernen von Nachrichten ersetzen, die ein Kurs anbietet",
  "Present if its author can read the text":
    "Vorhanden, wenn den Text lesen kann, wer ihn geschrieben hat",
  "How often it was edited, redacted, removed or restored; missing if never":
    "Wie oft sie bearbeitet, in Teilen ausgeblendet, entfernt oder wiederhergestellt wurde; fehlt, wenn nie",
  "Hide a part of a message, as staff; a mark stands in its place":
    "Als Lehrperson einen Teil einer Nachricht ausblenden; an seiner Stelle steht ein Zeichen",
  "Present if staff have hidden a part of the text, last then":
    "Vorhanden, wenn Lehrende einen Teil des Textes ausgeblendet haben, und wann zuletzt",
  "In UTF-16 units of the text; whole characters are hidden":
    "In UTF-16-Einheiten des Textes; ausgeblendet werden ganze Zeichen",
  Exclusive: "Ausschließlich",
  "That of the message in which you chose the part; none if it was never changed":
    "Die der Nachricht, in der Sie den Teil gewählt haben; keine, wenn sie nie geändert wurde",
  "Whether its author can read the text, with the reason, to write it anew":
    "Ob den Text mit dem Grund lesen und neu schreiben kann, wer ihn geschrieben hat",
  "0 is the text as it was posted": "0 ist der Text, wie er gesendet wurde",
  "What ended this version": "Was diese Fassung beendet hat",
  "Of one that exists": "Die eines vorhandenen Eintrags",
  "One of both languages may be empty; then the other one is offered":
    "Eine der beiden Sprachen darf leer sein; dann wird die andere angeboten",
};
