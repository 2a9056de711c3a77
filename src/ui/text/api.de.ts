import type { ApiTexts } from "./api.en.ts";
import { apiWords } from "./api_words.de.ts";
import { moderationWords } from "./api_words_moderation.de.ts";
import { removingWords } from "./api_words_removing.de.ts";

export const api: ApiTexts = {
  title: "API",
  lead: "Was Programme mit Team Chat tun können. Diese Seite und die maschinenlesbare Beschreibung werden aus den Schemata erzeugt, die jede Anfrage prüfen. In Adressen und Feldern heißt eine Gruppe „conversation“, wie im ursprünglichen Team Chat.",
  machineReadable: "Beschreibung nach OpenAPI 3.1",
  start: "Erste Schritte",
  startText:
    "Fordern Sie mit E-Mail-Adresse und Passwort ein Token an und senden Sie es mit jeder Anfrage. Ein Token handelt in Ihrem Namen und sieht, was Sie sehen.",
  refusalsTitle: "Fehler",
  refusalsText:
    "Jeder Fehler ist JSON mit einer Meldung, stabilem Code und Grund und gegebenenfalls dem Namen des ungültigen Feldes. Nach 429 und 503 gibt der Header Retry-After an, wann ein neuer Versuch sinnvoll ist. Was Sie nicht sehen dürfen, wird mit 404 beantwortet.",
  contents: "Endpunkte",
  noAccount: "Ohne Konto",
  parameters: "Parameter",
  body: "Inhalt der Anfrage",
  answer: "Antwort",
  noContent: "Kein Inhalt",
  example: "Beispiel",
  schemas: "Schemata",
  name: "Name",
  place: "Ort",
  type: "Typ",
  about: "Beschreibung",
  required: "erforderlich",
  optional: "optional",
  statuses: "Statuscodes: {list}",
  places: { path: "Pfad", query: "Query" },
  words: { ...apiWords, ...moderationWords, ...removingWords },
};
