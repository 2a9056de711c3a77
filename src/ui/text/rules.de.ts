import type { RulesTexts } from "./rules.en.ts";

export const rules: RulesTexts = {
  title: "Wortregeln",
  link: "Wortregeln",
  lead: "Was mit Nachrichten in diesem Kurs geschieht, die bestimmte Wörter enthalten. Für die Lehrenden des Kurses gelten die Regeln nicht.",
  emptyTitle: "Noch keine Regeln",
  emptyText: "Eine Regel ist ein Entwurf, bis Sie sie einschalten.",
  listLabel: "Regeln",
  create: "Neue Regel",
  createTitle: "Neue Wortregel",
  ruleTitle: "Wortregel",
  live: "Eingeschaltet",
  draft: "Entwurf",
  kind: "Suchen nach",
  kinds: { words: "Wörtern", pattern: "einem Muster" },
  searched: "Wörter oder das Muster",
  searchedHint:
    "Wörter oder Wortfolgen, je Zeile eine: Gefunden werden ganze Wörter, in großer wie in kleiner Schreibung. Ein Muster ist ein regulärer Ausdruck, wie RE2 ihn versteht, in einer Zeile.",
  action: "Was geschieht",
  actions: {
    mask: "Unkenntlich machen",
    refuse: "Nachricht ablehnen",
    report: "Lehrenden melden",
  },
  actionHints: {
    mask: "Alle sehen an der Stelle ▒▒▒. Lehrende können weiterhin lesen, was dort stand.",
    refuse:
      "Die Nachricht wird nicht gesendet. Wer sie schreibt, liest Ihren Satz und behält den Text.",
    report: "Die Nachricht erscheint wie immer, und in der Liste der Meldungen erscheint ein Fall.",
  },
  sentence: "Satz",
  sentenceHint:
    "Bei einer Ablehnung liest ihn die Person, die schreibt. Beim Unkenntlichmachen lesen ihn alle neben der Nachricht; dann darf er fehlen.",
  saveDraft: "Als Entwurf speichern",
  saveHint: "Eine Änderung macht die Regel zum Entwurf, bis Sie sie wieder einschalten.",
  switchOn: "Einschalten",
  switchOff: "Ausschalten",
  remove: "Regel löschen",
  saved: "Die Regel wurde als Entwurf gespeichert.",
  switchedOn: "Die Regel gilt ab jetzt.",
  switchedOff: "Die Regel ist jetzt ein Entwurf.",
  removed: "Die Regel wurde gelöscht.",
  back: "Alle Regeln",
  rehearse: "An den letzten 30 Tagen erproben",
  rehearseHint:
    "Das Erproben ändert nichts. Sie sehen die Nachrichten, die die Regel erfasst hätte; die Gruppen, aus denen sie stammen, sehen, dass Sie mitgelesen haben.",
  rehearsalTitle: "Regel erproben",
  toRule: "Zurück zur Regel",
  rehearsed: {
    one: "{count} Nachricht der letzten 30 Tage wurde durchsucht.",
    other: "{count} Nachrichten der letzten 30 Tage wurden durchsucht.",
  },
  found: {
    one: "Die Regel findet etwas in {count} Nachricht.",
    other: "Die Regel findet etwas in {count} Nachrichten.",
  },
  groupsDone: "{done} von {groups} Gruppen sind fertig.",
  goesOn: "Es gibt weitere Nachrichten, die im nächsten Schritt durchsucht werden.",
  goOn: "Weitersuchen",
  rehearsalLook: "Sie haben in den folgenden Gruppen mitgelesen, und deren Mitglieder sehen das.",
  firstOnes: "Gezeigt werden die ersten {count} dieses Schritts.",
  foundLabel: "Nachrichten, in denen die Regel etwas findet",
};
