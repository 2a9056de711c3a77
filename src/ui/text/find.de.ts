import type { FindTexts } from "./find.en.ts";

export const find: FindTexts = {
  title: "Gruppe oder Person suchen",
  label: "Gruppe oder Person suchen",
  groups: "Gruppen",
  people: "Personen",
  nothing: "Nichts gefunden für „{query}“.",
  nothingYet: "Geben Sie einen Namen ein.",
  failed: "Die Suche hat nicht geantwortet. Bitte prüfen Sie Ihre Verbindung.",
};
