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
  "List the word rules of a course, drafts included":
    "Die Wortregeln eines Kurses auflisten, auch die Entwürfe",
  "Make a word rule, as a draft": "Eine Wortregel als Entwurf anlegen",
  "Change a word rule, which becomes a draft": "Eine Wortregel ändern, die damit zum Entwurf wird",
  "Switch a word rule on or off; on, it counts for messages from now on":
    "Eine Wortregel ein- oder ausschalten; eingeschaltet gilt sie für Nachrichten ab jetzt",
  "Delete a word rule; what it did stays": "Eine Wortregel löschen; was sie bewirkt hat, bleibt",
  "Otherwise it is a draft": "Sonst ist sie ein Entwurf",
  "mask hides it for everyone but staff, hold keeps the message for approval, refuse does not send it, report makes a case":
    "mask blendet es für alle außer Lehrenden aus, hold legt die Nachricht zur Freigabe vor, refuse sendet es nicht, report erzeugt einen Fall",
  "Counts its changes": "Zählt die Änderungen",
  "Words or phrases, one a line, found as whole words in any case; or one pattern of RE2, in one line":
    "Wörter oder Wortfolgen, je Zeile eine, gefunden als ganze Wörter in großer wie kleiner Schreibung; oder ein Muster für RE2, in einer Zeile",
  "For the author, if refused; for everyone, if masked. A refusal needs it":
    "Bei einer Ablehnung für die Person, die schreibt, beim Ausblenden für alle. Eine Ablehnung braucht ihn",
  "What a word rule of the course found; null if members reported it":
    "Was eine Wortregel des Kurses gefunden hat; null, wenn Mitglieder es gemeldet haben",
  "Whether a word rule hid the part, when its author wrote it":
    "Ob eine Wortregel den Teil ausgeblendet hat, als er geschrieben wurde",
  "Search the messages of the last 30 days by a word rule, step by step; nothing changes":
    "Die Nachrichten der letzten 30 Tage nach einer Wortregel durchsuchen, Schritt für Schritt; nichts ändert sich",
  "`next` of the step before": "`next` des vorigen Schritts",
  "Messages that this step has searched": "Nachrichten, die dieser Schritt durchsucht hat",
  "How many the rule finds something in": "In wie vielen die Regel etwas findet",
  "Searched so far, in all steps": "Bisher durchsucht, in allen Schritten",
  "Where it goes on; null at the end": "Wo es weitergeht; null am Ende",
  "The first of those; each group sees that you looked in":
    "Die ersten davon; jede Gruppe sieht, dass Sie mitgelesen haben",
};
