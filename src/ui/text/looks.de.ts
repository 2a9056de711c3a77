import type { LooksTexts } from "./looks.en.ts";

export const looks: LooksTexts = {
  title: "Wer von außen mitgelesen hat",
  lead: "Lehrende, die diese Gruppe gelesen haben, ohne Mitglied zu sein. Neueste zuerst.",
  leadOwn:
    "Lehrende, die eine Ihrer Gruppen gelesen haben, ohne dort Mitglied zu sein. Neueste zuerst.",
  none: "In dieser Gruppe hat niemand von außen mitgelesen.",
  noneOwn: "In Ihren Gruppen hat niemand von außen mitgelesen.",
  membersToo: "Lehrende, die zur Gruppe gehören, stehen nicht in der Liste.",
  all: { one: "Der einzige Besuch", other: "Alle {count}" },
  own: "Wer in Ihren Gruppen mitgelesen hat",
  offices: { admin: "Administration", teacher: "Lehrperson", tutor: "Tutor/in" },
  gone: "gelöschtes Konto",
  brief: "weniger als eine Minute",
  minutes: { one: "{count} Minute lang", other: "{count} Minuten lang" },
  hours: { one: "{count} Stunde lang", other: "{count} Stunden lang" },
  late: "Erst seit {day} zu sehen: Bis dahin war eine Meldung zu dieser Gruppe offen.",
  ofCase: "Wegen einer Meldung (Fall {number})",
  ofRule: "Beim Erproben einer Wortregel",
  back: "Zurück zur Gruppe",
  askTitle: "In {name} mitlesen",
  askLead:
    "Sie sind in dieser Gruppe nicht Mitglied. Der Kurs fragt Lehrende, warum sie mitlesen; die Gruppe sieht den Grund mit Ihrem Namen.",
  reason: "Grund",
  reasonHint: "Zum Beispiel: Vorbereitung der nächsten Übung",
  lookIn: "Mitlesen",
};
