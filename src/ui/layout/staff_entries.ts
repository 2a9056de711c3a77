import type { Person } from "./rail_props.ts";

/**
 * The rail's entries that only staff have, on every page. `section` also names the entry's text;
 * `short` is what fits below its icon, `least` the lowest rank that has it.
 */
const staffEntries = [
  { section: "groups", href: "/groups", icon: "LayoutList", short: "manage", least: 1 },
  { section: "users", href: "/users", icon: "Users", short: "users", least: 3 },
  {
    section: "moderation",
    href: "/moderation",
    icon: "ShieldCheck",
    short: "moderation",
    least: 1,
  },
  { section: "record", href: "/audit", icon: "ScrollText", short: "record", least: 1 },
] as const;

/** Those that a person has. */
export function staffEntriesOf(person: Pick<Person, "role" | "office">) {
  return staffEntries.filter(({ least }) => rankOf(person) >= least);
}

function rankOf({ role, office }: Pick<Person, "role" | "office">): number {
  if (role === "admin") return 3;
  if (office === "teacher") return 2;
  return office === "tutor" ? 1 : 0;
}
