/**
 * The rail's entries that only staff have, on every page. `section` also names the entry's text;
 * `short` is what fits below its icon.
 */
export const staffEntries = [
  { section: "groups", href: "/groups", icon: "LayoutList", short: "manage" },
  { section: "users", href: "/users", icon: "Users", short: "users" },
  { section: "record", href: "/audit", icon: "ScrollText", short: "record" },
] as const;
