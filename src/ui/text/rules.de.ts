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
};
