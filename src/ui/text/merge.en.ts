export const merge = {
  title: "Merge two accounts",
  ownLead:
    "Do you have two accounts here? Sign in to the other one below. Its messages, groups and roles become part of this account, and it can no longer be used.",
  guestLead:
    "Do you have an account here? Sign in to it below. Your messages and groups as a guest become part of it, and you then use that account.",
  ownLink: "Merge with another account",
  ownLinkLead: "You have two accounts here? Their messages and groups can become one.",
  ownSubmit: "Merge the accounts",
  stays: "Your name, address and password here stay as they are. This cannot be undone.",
  guestStays: "The name of that account stays, and its password. This cannot be undone.",
  into: "Address or username of the account that stays",
  intoHint:
    "It gets the messages, groups and roles of {name} ({handle}), whose account then is gone.",
  next: "Continue",
  question: "Merge {from} into {to}?",
  goes: "This account goes",
  remains: "This account stays",
  groups: { one: "{count} group", other: "{count} groups" },
  messages: { one: "{count} message", other: "{count} messages" },
  moves:
    "Its messages, groups, roles, favourites and what was read become part of the account that stays. The person is signed out of the account that goes, whose address and password no longer work. This cannot be undone.",
  confirm: "Merge",
  working: "One moment …",
  done: "The accounts were merged.",
  begun: "The accounts are being merged; this takes a moment.",
  act: "Merge with another account …",
};

export type MergeTexts = typeof merge;
