import type { RemovingTexts } from "./removing.en.ts";

export const removing: RemovingTexts = {
  title: "Nachricht von {name}",
  toChat: "Zurück zum Chat",
  removeTitle: "Entfernen",
  template: "Grund",
  noTemplate: "Grund auswählen",
  reason: "Grund (für alle sichtbar)",
  otherReason: "Anderer Grund (für alle sichtbar)",
  reasonHint:
    "Alle sehen, dass die Nachricht entfernt wurde. Ihr Text bleibt für Lehrende erhalten.",
  handBack: "Den Text an die Person zurückgeben, die ihn geschrieben hat",
  handBackHint: "Nur sie sieht ihn, mit dem Grund, und kann ihn verbessert noch einmal senden.",
  wasHandedBack: "Wer sie geschrieben hat, kann den Text lesen.",
  removed: "Die Nachricht wurde entfernt.",
  restoreTitle: "Wiederherstellen",
  restoreText: "Die Nachricht erscheint wieder an ihrer Stelle, für alle in der Gruppe.",
  restore: "Nachricht wiederherstellen",
  restored: "Die Nachricht wurde wiederhergestellt.",
  notYours: "Nur Lehrende oder wer sie entfernt hat, können sie wiederherstellen.",
  versionsTitle: "Frühere Fassungen",
  versionsHint: "Für Lehrende aufbewahrt. Wer sie ansieht, wird protokolliert.",
  versionsLogged: "Für Lehrende aufbewahrt. Dass Sie sie ansehen, wurde protokolliert.",
  noVersions: "Diese Nachricht hat keine früheren Fassungen.",
  showVersions: {
    one: "{count} frühere Fassung anzeigen",
    other: "{count} frühere Fassungen anzeigen",
  },
  until: {
    edit: "Bearbeitet von {name},",
    remove: "Entfernt von {name},",
  },
  templatesTitle: "Gründe für das Entfernen",
  templatesLead:
    "Wer in diesem Kurs eine Nachricht entfernt, kann einen dieser Gründe auswählen. Angeboten wird er in der eigenen Sprache oder, wenn diese leer ist, in der anderen.",
  templatesLink: "Gründe für das Entfernen von Nachrichten",
  templateIn: { en: "Grund {number} auf Englisch", de: "Grund {number} auf Deutsch" },
  templateHint: "Ein Grund entfällt, wenn beide Felder leer sind.",
  templatesSaved: "Die Gründe wurden gespeichert.",
};
