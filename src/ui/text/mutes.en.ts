/** Keeping someone from writing for a while. */
export const mutes = {
  title: "Mute {person}",
  lead: "They can go on reading. They see the reason and when it ends, which it does automatically.",
  span: "For how long?",
  spans: { "10m": "10 minutes", "1h": "1 hour", "1d": "1 day" },
  scope: "Where?",
  inGroup: "In {group}",
  inCourse: "In all groups of the course",
  reason: "Reason",
  reasonHint: "The person sees it.",
  mute: "Mute",
  unmute: "Let them write again",
  untilLabel: "muted until",
  muted: "They cannot write for now, and see why.",
  unmuted: "They can write again.",
  badge: "Muted",
  also: "Mute as well",
  noMute: "Not muted",
  toYou: "You cannot write until",
};

export type MuteTexts = typeof mutes;
