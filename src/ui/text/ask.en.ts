/** Where students ask the staff of their course in private. */
export const ask = {
  title: "Ask the team",
  lead: "Only you and the staff of the course read this. It will be among your chats from then on.",
  question: "Your question",
  questionHint: "The teachers and tutors see your name.",
  send: "Send",
  sending: "Sending …",
  groupName: "Team and {name}",
};

export type AskTexts = typeof ask;
