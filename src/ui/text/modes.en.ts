/** Who can write in a group. */
import type { ModeName } from "#wire/modes.ts";

export const modes = {
  title: "Who can write in {name}",
  lead: "It applies at once. Members see it, and when it ends, where they write.",
  change: "Who can write",
  field: "Who can write",
  kinds: {
    open: "Everyone in the group",
    staff_only: "Only staff; the others can read",
    slow: "Everyone, slowly: each person waits between two messages, but staff do not",
    hold: "Everyone, but messages appear once staff have approved them",
    locked: "Nobody, not even staff; everyone can read",
  } satisfies Record<ModeName, string>,
  names: {
    open: "Open",
    staff_only: "Staff only",
    slow: "Slow",
    hold: "Approval",
    locked: "Locked",
  } satisfies Record<ModeName, string>,
  seconds: "In slow mode, one message every",
  holdFor: "Messages wait for approval if they come from",
  holdsFor: { everyone: "everyone but staff", guests: "guests", chosen: "the people chosen below" },
  holdPeople: "Whose messages wait for approval",
  waits: "Your message waits for approval. It appears once staff have approved it.",
  ends: "Ends",
  spans: {
    none: "When somebody changes it",
    "15m": "In 15 minutes",
    "1h": "In 1 hour",
    "2h": "In 2 hours",
    "1d": "In 1 day",
    "7d": "In 7 days",
  },
  until: "Or at this time",
  untilHint: "By your clock; it counts in place of the choice above.",
  reason: "Reason",
  reasonHint: "A sentence that members read, such as: Please wait until the test is over.",
  save: "Save",
  saved: "Saved: {mode}",
  stateUntil: "{mode} until",
  countSeconds: { one: "{count} second", other: "{count} seconds" },
  countMinutes: { one: "{count} minute", other: "{count} minutes" },
  column: "Mode",
};

export type ModesTexts = typeof modes;
