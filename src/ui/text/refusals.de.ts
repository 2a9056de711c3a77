import type { RefusalTexts } from "./refusals.en.ts";

export const refusals: RefusalTexts = {
  unauthenticated: "Bitte melden Sie sich zuerst an.",
  forbidden: "Das dürfen Sie nicht.",
  not_found: "Hier ist nichts, oder Sie dürfen es nicht sehen.",
  limited: "Das war zu oft. Bitte warten Sie einen Augenblick.",
  busy: "Die Datenbank ist beschäftigt. Nichts ging verloren; bitte versuchen Sie es noch einmal.",
  storage_full:
    "Der Speicher des Servers ist voll. Nichts wurde gespeichert; bitte sagen Sie es der Betreiberin oder dem Betreiber.",
  too_large: "Das ist mehr, als auf einmal gesendet werden kann.",
  internal: "Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.",
  cross_site:
    "Diese Anfrage kam nicht von den Seiten von Team Chat. Bitte laden Sie die Seite neu.",
  form_unreadable: "Das Formular war nicht lesbar. Bitte laden Sie die Seite neu.",
};
