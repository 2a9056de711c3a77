/** Who of the staff looked into a group that they are not in. */
export const looks = {
  title: "Who looked in",
  lead: "Staff who read this group without being a member of it. Newest first.",
  leadOwn: "Staff who read one of your groups without being a member of it. Newest first.",
  none: "Nobody has looked into this group from outside.",
  noneOwn: "Nobody has looked into your groups from outside.",
  membersToo: "Staff who belong to a group are not listed.",
  all: { one: "The only one", other: "All {count}" },
  own: "Who looked into your groups",
  offices: { admin: "administrator", teacher: "teacher", tutor: "tutor" },
  gone: "deleted account",
  brief: "for less than a minute",
  minutes: { one: "for {count} minute", other: "for {count} minutes" },
  hours: { one: "for {count} hour", other: "for {count} hours" },
  late: "Shown only since {day}: until then, a report about the group was open.",
  ofCase: "Because of a report (case {number})",
  ofRule: "To try out a word rule",
  back: "Back to the group",
  askTitle: "Look into {name}",
  askLead:
    "You are not a member of this group. Its course asks staff why they look in, and the group sees the reason with your name.",
  reason: "Reason",
  reasonHint: "For example: to prepare the next lab",
  lookIn: "Look in",
};

export type LooksTexts = typeof looks;
