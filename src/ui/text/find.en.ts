/** Jumping to a group or a person by name. */
export const find = {
  title: "Find a group or person",
  label: "Find a group or person",
  groups: "Groups",
  people: "People",
  nothing: "Nothing found for “{query}”.",
  nothingYet: "Type a name.",
  failed: "The search did not respond. Please check your connection.",
};

export type FindTexts = typeof find;
