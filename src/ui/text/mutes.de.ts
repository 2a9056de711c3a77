import type { MuteTexts } from "./mutes.en.ts";

export const mutes: MuteTexts = {
  title: "{person} stummschalten",
  lead: "Die Person kann weiter mitlesen. Sie sieht den Grund und das Ende; die Stummschaltung endet von selbst.",
  span: "Wie lange?",
  spans: { "10m": "10 Minuten", "1h": "1 Stunde", "1d": "1 Tag" },
  scope: "Wo?",
  inGroup: "In {group}",
  inCourse: "In allen Gruppen des Kurses",
  reason: "Grund",
  reasonHint: "Die Person sieht ihn.",
  mute: "Stummschalten",
  unmute: "Wieder schreiben lassen",
  untilLabel: "stummgeschaltet bis",
  muted: "Die Person kann vorerst nicht schreiben und sieht, warum.",
  unmuted: "Die Person kann wieder schreiben.",
  badge: "Stumm",
  also: "Außerdem stummschalten",
  noMute: "Nicht stummschalten",
  toYou: "Sie können nicht schreiben bis",
};
