import type { AskTexts } from "./ask.en.ts";

export const ask: AskTexts = {
  title: "Lehrende fragen",
  lead: "Das lesen nur Sie und die Lehrenden des Kurses. Sie finden es danach unter Ihren Chats.",
  question: "Ihre Frage",
  questionHint: "Die Lehrenden sehen Ihren Namen.",
  send: "Senden",
  sending: "Wird gesendet …",
  groupName: "Lehrende und {name}",
};
