import type { WorkbenchTexts } from "./workbench.en.ts";

export const workbench: WorkbenchTexts = {
  groups: { one: "{count} Gruppe", other: "{count} Gruppen" },
  needing: { one: "{count} braucht Aufmerksamkeit", other: "{count} brauchen Aufmerksamkeit" },
  week: { one: "{count} Nachricht in 7 Tagen", other: "{count} Nachrichten in 7 Tagen" },
  earlier: "{count} in den 7 Tagen davor",
  found: { one: "{count} Gruppe gefunden", other: "{count} Gruppen gefunden" },
  all: "Alle zeigen",
  sortBy: "Sortieren nach",
  sorts: {
    need: "Handlungsbedarf",
    name: "Name",
    activity: "Letzte Aktivität",
    own: "Eigene Reihenfolge",
  },
  needLead:
    "Zuerst kommen Nachrichten, die auf Freigabe warten, und Studierende, die auf Antwort warten, dann Gruppen ohne Mitglieder, dann solche, in denen noch nie oder seit einer Woche nicht geschrieben wurde, dann kleine, in denen weniger als die Hälfte geschrieben hat. Gruppen, die jünger als drei Tage sind, haben Zeit.",
  listLabel: "Gruppen des Kurses",
  columns: {
    group: "Gruppe",
    need: "Handlungsbedarf",
    days: "Letzte 14 Tage",
    week: "7 Tage",
    written: "Haben geschrieben",
    wrote: "Aktiv",
    last: "Zuletzt",
    acts: "Aktionen",
  },
  asked: "Frage an die Lehrenden",
  needs: {
    held: { one: "{count} zur Freigabe", other: "{count} zur Freigabe" },
    waiting: "Wartet auf Antwort",
    waitingDays: {
      one: "Wartet seit {count} Tag auf Antwort",
      other: "Wartet seit {count} Tagen auf Antwort",
    },
    empty: "Keine Mitglieder",
    silent: "Niemand hat geschrieben",
    quiet: { one: "Seit {count} Tag still", other: "Seit {count} Tagen still" },
    few: {
      one: "{count} von {members} hat geschrieben",
      other: "{count} von {members} haben geschrieben",
    },
  },
  writtenOf: "{writers} von {members} Mitgliedern haben geschrieben",
  never: "nie",
};
