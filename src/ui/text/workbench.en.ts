/** The table of all groups of a course. */
export const workbench = {
  groups: { one: "{count} group", other: "{count} groups" },
  needing: { one: "{count} needs attention", other: "{count} need attention" },
  week: { one: "{count} message in 7 days", other: "{count} messages in 7 days" },
  earlier: "{count} in the 7 days before",
  found: { one: "{count} group found", other: "{count} groups found" },
  all: "Show all",
  sortBy: "Sort by",
  sorts: { need: "Needs attention", name: "Name", activity: "Last activity", own: "Own order" },
  needLead:
    "First come messages that wait for approval, then students who wait for an answer, then groups without members, then those where nobody has written or nobody has for a week, then small ones where fewer than half have. Groups younger than three days can wait.",
  listLabel: "Groups of the course",
  columns: {
    group: "Group",
    need: "Needs attention",
    days: "Last 14 days",
    week: "7 days",
    written: "Have written",
    wrote: "Wrote",
    last: "Last",
    acts: "Actions",
  },
  asked: "Asks the team",
  needs: {
    held: { one: "{count} for approval", other: "{count} for approval" },
    waiting: "Waits for an answer",
    waitingDays: {
      one: "Waits for an answer for {count} day",
      other: "Waits for an answer for {count} days",
    },
    empty: "No members",
    silent: "Nobody has written",
    quiet: { one: "Quiet for {count} day", other: "Quiet for {count} days" },
    few: { one: "{count} of {members} has written", other: "{count} of {members} have written" },
  },
  writtenOf: "{writers} of {members} members have written",
  never: "never",
};

export type WorkbenchTexts = typeof workbench;
