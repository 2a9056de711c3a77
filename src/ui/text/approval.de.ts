import type { ApprovalTexts } from "./approval.en.ts";

export const approval: ApprovalTexts = {
  title: "Zur Freigabe",
  lead: "Außer den Verfassenden liest niemand diese Nachrichten, bevor Sie sie freigeben. Gruppen, in denen Sie nicht Mitglied sind, sehen, dass Sie mitgelesen haben.",
  where: "Gruppe",
  everywhere: { one: "Alle Gruppen ({count})", other: "Alle Gruppen ({count})" },
  wholeCourse: "{name}: alle Gruppen ({count})",
  group: "{name} ({count})",
  groupOfCourse: "{course}: {name} ({count})",
  show: "Anzeigen",
  none: "Es liegt nichts zur Freigabe vor",
  noneText:
    "Wo für eine Gruppe „Freigabe“ eingestellt ist, warten Nachrichten hier, bevor alle sie lesen. Sie stellen das in einer Gruppe unter „Wer schreiben kann“ ein oder für mehrere unter „Gruppen verwalten“.",
  oldest: {
    one: "{count} Nachricht wartet.",
    other: "{count} Nachrichten warten. Die älteste steht oben.",
  },
  list: "Nachrichten, die auf Freigabe warten",
  select: "Nachricht von {name} auswählen",
  guest: "Gast",
  changed: "Inzwischen geändert",
  sayWhy:
    "Der Kurs fragt, warum Sie in dieser Gruppe mitlesen. Geben Sie einen Grund an, um die Nachricht zu lesen.",
  reason: "Bei Rückgabe: ein Satz an die Verfassenden",
  reasonHint: "Ihr Text steht dann wieder im Feld, darüber Ihr Satz.",
  template: "Oder ein Grund aus Ihrem Kurs",
  noTemplate: "Keiner",
  approve: "Freigeben",
  approveOf: "Nachricht von {name} freigeben",
  giveBack: "Zurückgeben",
  giveBackOf: "Nachricht an {name} zurückgeben",
  approveSelected: "Ausgewählte freigeben",
  giveBackSelected: "Ausgewählte zurückgeben",
  working: "Wird gespeichert …",
  approved: {
    one: "{count} Nachricht wurde freigegeben.",
    other: "{count} Nachrichten wurden freigegeben.",
  },
  returned: {
    one: "{count} Nachricht wurde zurückgegeben.",
    other: "{count} Nachrichten wurden zurückgegeben.",
  },
  refused: { one: "{count} nicht: {why}", other: "{count} nicht: {why}" },
  nothing: "Wählen Sie zuerst Nachrichten aus.",
  first: "Zurück zur ältesten",
  next: "Weiter",
  inGroup: "Nachrichten, die auf Freigabe warten",
};
