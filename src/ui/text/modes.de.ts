import type { ModesTexts } from "./modes.en.ts";

export const modes: ModesTexts = {
  title: "Wer in {name} schreiben kann",
  lead: "Es gilt sofort. Mitglieder sehen es, und wann es endet, dort, wo sie schreiben.",
  change: "Wer schreiben kann",
  field: "Wer schreiben kann",
  kinds: {
    open: "Alle in der Gruppe",
    staff_only: "Nur Lehrende; die anderen können lesen",
    slow: "Alle, aber langsam: Zwischen zwei Nachrichten einer Person liegt eine Wartezeit; für Lehrende gilt sie nicht",
    hold: "Alle, aber Nachrichten erscheinen erst, wenn Lehrende sie freigegeben haben",
    locked: "Niemand, auch Lehrende nicht; lesen können alle",
  },
  names: {
    open: "Offen",
    staff_only: "Nur Lehrende",
    slow: "Langsam",
    hold: "Freigabe",
    locked: "Gesperrt",
  },
  seconds: "Wenn langsam, dann eine Nachricht alle",
  holdFor: "Auf Freigabe warten die Nachrichten von",
  holdsFor: {
    everyone: "allen außer Lehrenden",
    guests: "Gästen",
    chosen: "den unten ausgewählten Personen",
  },
  holdPeople: "Wessen Nachrichten auf Freigabe warten",
  waits:
    "Ihre Nachricht wartet auf Freigabe. Sie erscheint, sobald Lehrende sie freigegeben haben.",
  ends: "Endet",
  spans: {
    none: "Wenn es jemand ändert",
    "15m": "In 15 Minuten",
    "1h": "In 1 Stunde",
    "2h": "In 2 Stunden",
    "1d": "In 1 Tag",
    "7d": "In 7 Tagen",
  },
  until: "Oder zu diesem Zeitpunkt",
  untilHint: "Nach Ihrer Uhr; er gilt statt der Auswahl darüber.",
  reason: "Grund",
  reasonHint:
    "Ein Satz, den Mitglieder lesen, zum Beispiel: Bitte warten Sie, bis der Test vorbei ist.",
  save: "Speichern",
  saved: "Gespeichert: {mode}",
  stateUntil: "{mode} bis",
  countSeconds: { one: "{count} Sekunde", other: "{count} Sekunden" },
  countMinutes: { one: "{count} Minute", other: "{count} Minuten" },
  column: "Modus",
};
