/** The German words of the API about who may write in a group. */
export const modeWords: Record<string, string> = {
  "Set who may write in a group; its owners and moderators may make writing slow":
    "Einstellen, wer in einer Gruppe schreiben darf; ihre Leitung und Moderation dürfen das Schreiben verlangsamen",
  "open: everyone writes; staff_only: only staff; slow: each person waits between two messages, but staff do not; hold: messages wait until staff approve them; locked: nobody":
    "open: alle schreiben; staff_only: nur Lehrende; slow: zwischen zwei Nachrichten einer Person liegt eine Wartezeit, nicht für Lehrende; hold: Nachrichten warten, bis Lehrende sie freigeben; locked: niemand",
  "When it ends; null without an end": "Wann es von selbst endet; null ohne Ende",
  "Empty if none was given": "Leer, wenn keiner angegeben wurde",
  "Between two messages, if it is slow": "Zwischen zwei Nachrichten, wenn es langsam geht",
  "Who has set it": "Wer es eingestellt hat",
  "When it ends, within a year; without it, it stays":
    "Wann es von selbst endet, innerhalb eines Jahres; ohne Angabe bleibt es so",
  "A sentence that members read": "Ein Satz, den Mitglieder lesen",
  "Whose messages wait, if they are held":
    "Wessen Nachrichten warten, wenn sie auf Freigabe warten",
  "For hold: everyone, unless it says otherwise":
    "Für hold: everyone, wenn nichts anderes angegeben ist",
  "For hold: the members whose messages wait, if they are chosen":
    "Für hold: die Mitglieder, deren Nachrichten warten, wenn sie ausgewählt werden",
  "For slow: between two messages": "Für slow: zwischen zwei Nachrichten",
  "The same for a group in which only staff write":
    "Dasselbe für eine Gruppe, in der nur Lehrende schreiben",
};
