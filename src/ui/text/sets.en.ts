/** Sets of groups. */
export const sets = {
  title: "Sets of groups",
  link: "Sets",
  lead: "Such as project teams or tutorials. Each group can belong to one. Only staff see them.",
  listLabel: "Sets in order",
  emptyTitle: "No sets yet",
  emptyText: "Name the first one, then choose it when you create or edit a group.",
  name: "Name of a new set",
  nameHint: "For example, Project teams or Lab 3.",
  create: "Add set",
  created: "{name} was added. Groups can be put into it when you edit them.",
  groups: { one: "{count} group", other: "{count} groups" },
  rename: "Rename …",
  renameTitle: "Rename {name}",
  newName: "Name",
  save: "Save",
  renamed: "The set is now called {name}.",
  copy: "Copy with its groups …",
  remove: "Remove …",
  removeTitle: "Remove {name}?",
  removeText: {
    one: "Its {count} group stays, in no set.",
    other: "Its {count} groups stay, in no set.",
  },
  removeConfirm: "Remove set",
  removed: "{name} was removed. Its groups are still there.",
  working: "Saving …",
  /** In the form of a group, and for showing only some groups. */
  field: "Set",
  none: "No set",
  all: "All groups",
  filterLabel: "Show the groups of one set",
  noGroups: "No groups in this set",
  noGroupsText: "Choose the set when you create or edit a group.",
};

export type SetsTexts = typeof sets;
