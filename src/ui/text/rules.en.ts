/** The word rules of a course. */
export const rules = {
  title: "Word rules",
  link: "Word rules",
  lead: "What happens to messages in this course that contain certain words. Rules do not bind the staff of the course.",
  emptyTitle: "No rules yet",
  emptyText: "A rule is a draft until you switch it on.",
  listLabel: "Rules",
  create: "New rule",
  createTitle: "New word rule",
  ruleTitle: "Word rule",
  live: "Live",
  draft: "Draft",
  kind: "Look for",
  kinds: { words: "Words", pattern: "A pattern" },
  searched: "Words, or the pattern",
  searchedHint:
    "Words or phrases, one a line: found as whole words, in capital and small letters alike. A pattern is a regular expression as RE2 understands it, in one line.",
  action: "What happens",
  actions: {
    mask: "Mask it",
    refuse: "Refuse the message",
    report: "Tell staff",
  },
  actionHints: {
    mask: "Everyone sees ▒▒▒ in its place. Staff can still read what was written.",
    refuse: "The message is not sent. Its author reads your sentence and keeps the text.",
    report: "The message appears as usual, and a case appears in the queue of reports.",
  },
  sentence: "Sentence",
  sentenceHint:
    "If you refuse, the author reads it. If you mask, everyone reads it beside the message; it may be empty.",
  saveDraft: "Save as a draft",
  saveHint: "A change makes the rule a draft until you switch it on again.",
  switchOn: "Switch on",
  switchOff: "Switch off",
  remove: "Delete the rule",
  saved: "The rule was saved as a draft.",
  switchedOn: "The rule counts from now on.",
  switchedOff: "The rule is a draft now.",
  removed: "The rule was deleted.",
  back: "All rules",
  rehearse: "Try it on the last 30 days",
  rehearseHint:
    "Trying a rule changes nothing. You see the messages it would have caught; the groups that they are from see that you looked in.",
  rehearsalTitle: "Trying the rule",
  toRule: "Back to the rule",
  rehearsed: {
    one: "{count} message of the last 30 days was searched.",
    other: "{count} messages of the last 30 days were searched.",
  },
  found: {
    one: "The rule finds something in {count} message.",
    other: "The rule finds something in {count} messages.",
  },
  groupsDone: "{done} of {groups} groups are done.",
  goesOn: "There are more messages, which are searched in the next step.",
  goOn: "Go on searching",
  rehearsalLook: "You have looked into the groups below, and their members see it.",
  firstOnes: "The first {count} of this step are shown.",
  foundLabel: "Messages that the rule finds something in",
};

export type RulesTexts = typeof rules;
