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
export function staffEntriesOf(person: Pick<Person, "role" | "office" | "attention">) {
  const rank = rankOf(person);
  // Tutors who see only their own groups are no staff, but decide on what waits there.
  const waits = (person.attention?.cases ?? 0) > 0;
  return staffEntries.filter(
    ({ section, least }) => rank >= least || (section === "moderation" && waits),
  );
}

function rankOf({ role, office }: Pick<Person, "role" | "office">): number {
  if (role === "admin") return 3;
  if (office === "teacher") return 2;
  return office === "tutor" ? 1 : 0;
}
