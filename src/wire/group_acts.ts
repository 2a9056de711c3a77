/** What staff can do to several groups at once, as the API and pages name it. */
export const groupActNames = [
  "write",
  "mode",
  "move",
  "add_staff",
  "remove_person",
  "copy",
  "archive",
  "unarchive",
  "delete",
  "restore",
] as const;
export type GroupActName = (typeof groupActNames)[number];

/** What can be done to several groups, or makes them: as lists of past acts name it. */
export const pastActNames = [...groupActNames, "make"] as const;
export type PastActName = (typeof pastActNames)[number];
