export const merge = {
  title: "Merge two accounts",
  ownLead:
    "Do you have two accounts here? Sign in to the other one below. Its messages, groups and roles move to this account; the other one can no longer be used.",
  guestLead:
    "Do you have an account here? Sign in to it below. Your messages and groups as a guest move to it, and you continue with that account.",
  ownLink: "Merge with another account",
  ownLinkLead: "Do you have two accounts here? You can merge them into one.",
  ownSubmit: "Merge the accounts",
  stays: "Your name, address and password here stay as they are. This cannot be undone.",
  guestStays: "That account keeps its name and password. This cannot be undone.",
  into: "Address or username of the account that stays",
  intoHint:
    "The messages, groups and roles of {name} ({handle}) move to it; that account is then removed.",
  next: "Continue",
  question: "Merge {from} into {to}?",
  goes: "This account is removed",
  remains: "This account stays",
  groups: { one: "{count} group", other: "{count} groups" },
  messages: { one: "{count} message", other: "{count} messages" },
  moves:
    "Its messages, groups, roles, favourites and read positions move to the account that stays. The person is signed out of the removed account, and its address and password no longer work. This cannot be undone.",
  confirm: "Merge",
  working: "One moment …",
  done: "The accounts were merged.",
  begun: "The accounts are being merged; this takes a moment.",
  act: "Merge with another account …",
};

export type MergeTexts = typeof merge;
