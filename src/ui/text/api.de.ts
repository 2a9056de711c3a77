import type { ApiTexts } from "./api.en.ts";
import { apiWords } from "./api_words.de.ts";

export const api: ApiTexts = {
  title: "API",
  lead: "Was Programme mit Team Chat tun können. Diese Seite und die maschinenlesbare Beschreibung entstehen aus denselben Schemata, die jede Anfrage prüfen.",
  machineReadable: "Beschreibung nach OpenAPI 3.1",
  start: "Der Anfang",
  startText:
    "Holen Sie mit Adresse und Passwort ein Token und senden Sie es mit jeder Anfrage. Ein Token handelt in Ihrem Namen und sieht, was Sie sehen.",
  refusalsTitle: "Ablehnungen",
  refusalsText:
    "Jede Ablehnung ist JSON mit einer Meldung, einem gleichbleibenden Code und gegebenenfalls dem falschen Feld. Nach 429 und 503 sagt die Kopfzeile Retry-After, wann ein neuer Versuch lohnt. Was nicht für Sie bestimmt ist, wird mit 404 beantwortet.",
  contents: "Anfragen",
  staffOnly: "Nur für Lehrende",
  noAccount: "Ohne Konto",
  parameters: "Parameter",
  body: "Inhalt der Anfrage",
  answer: "Antwort",
  noContent: "Kein Inhalt",
  example: "Beispiel",
  schemas: "Formen",
  name: "Name",
  place: "Wo",
  type: "Typ",
  about: "Bedeutung",
  required: "nötig",
  optional: "möglich",
  statuses: "Statuscodes: {list}",
  places: { path: "Pfad", query: "Anfrageteil" },
  words: apiWords,
};
