/** The menu entries that only staff have, on every page. `section` also names the entry's text. */
export const staffEntries = [
  { section: "groups", href: "/groups", icon: "UsersRound" },
  { section: "users", href: "/users", icon: "Users" },
  { section: "record", href: "/audit", icon: "ScrollText" },
] as const;
