import type { HelpTexts } from "#ui/text/help.en.ts";
import type { Role } from "#wire/views.ts";

export type Topic = keyof HelpTexts["topics"];

export interface HelpChapter {
  role: Role;
  topics: readonly Topic[];
  /** Which sentence says that the rest is in another chapter. */
  also?: "guestsAlso" | "staffAlso";
}

const chapters: readonly HelpChapter[] = [
  {
    role: "user",
    topics: ["read", "list", "change", "offline", "people", "report", "oversight", "account"],
  },
  { role: "guest", topics: ["guest"], also: "guestsAlso" },
  {
    role: "admin",
    topics: [
      "addPeople",
      "makeGroups",
      "home",
      "rows",
      "roles",
      "modes",
      "archive",
      "deleted",
      "moderate",
      "cases",
      "mute",
      "lookIn",
      "log",
      "accounts",
    ],
    also: "staffAlso",
  },
];

/** The chapters in the order in which they concern this reader. */
export function chaptersFor(role: Role = "user"): HelpChapter[] {
  return chapters.toSorted((a, b) => Number(b.role === role) - Number(a.role === role));
}
