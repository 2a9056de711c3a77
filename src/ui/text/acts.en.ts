/** Acts on several groups at once. */
import type { GroupActName, PastActName } from "#wire/group_acts.ts";
import type { Plural } from "./format.ts";

type OfEach<Text> = Record<GroupActName, Text>;
/** With acts that make groups. */
type OfPast<Text> = Record<PastActName, Text>;

export const acts = {
  listTitle: "Changes to several groups",
  listLead: "What was done to several groups at once. Each can be undone for 24 hours.",
  earlier: "Earlier changes to several groups",
  emptyTitle: "No changes yet",
  emptyText: "Select groups under Manage groups, and choose what to do with them.",
  states: {
    previewed: "not begun",
    applying: "at work",
    applied: "done",
    undoing: "being undone",
    undone: "undone",
  },
  by: "by {name}",
  names: {
    make: "Create by rules",
    copy: "Copy",
    write: "Write to all",
    mode: "Set who can write",
    move: "Move to a set",
    add_staff: "Add staff",
    remove_person: "Remove a person",
    archive: "Archive",
    unarchive: "Bring back from the archive",
    delete: "Delete",
    restore: "Restore",
  } satisfies OfPast<string>,
  titles: {
    copy: { one: "Copy {count} group?", other: "Copy {count} groups?" },
    write: { one: "Write to {count} group", other: "Write to {count} groups" },
    mode: {
      one: "Who can write in {count} group",
      other: "Who can write in {count} groups",
    },
    move: { one: "Move {count} group to a set", other: "Move {count} groups to a set" },
    add_staff: { one: "Add staff to {count} group", other: "Add staff to {count} groups" },
    remove_person: {
      one: "Remove a person from {count} group",
      other: "Remove a person from {count} groups",
    },
    archive: { one: "Archive {count} group?", other: "Archive {count} groups?" },
    unarchive: { one: "Bring {count} group back?", other: "Bring {count} groups back?" },
    delete: { one: "Delete {count} group?", other: "Delete {count} groups?" },
    restore: { one: "Restore {count} group?", other: "Restore {count} groups?" },
  } satisfies OfEach<Plural>,
  leads: {
    copy: "Each copy has the same people, and nobody has written in it. You are its owner.",
    write:
      "Each group gets the message as its own, in your name. Answers stay in the group where they are written.",
    mode: "It applies at once, and ends automatically if you choose an end. Members see it where they write.",
    move: "Each group belongs to one set at most, so it leaves the one that it is in.",
    add_staff: "They become members. Nothing changes where they already are.",
    remove_person:
      "The person is removed from each of these groups that they are in. Their messages stay.",
    archive:
      "Their members can read them, but nobody can write in them until you bring them back. They fold away in every list.",
    unarchive: "Their members can write in them again.",
    delete:
      "They disappear for everyone, with their messages. You can restore them for 30 days, with everything in them.",
    restore: "They come back with their members and messages.",
  } satisfies OfEach<string>,
  confirm: {
    copy: { one: "Copy {count} group", other: "Copy {count} groups" },
    write: { one: "Send to {count} group", other: "Send to {count} groups" },
    mode: { one: "Set for {count} group", other: "Set for {count} groups" },
    move: { one: "Move {count} group", other: "Move {count} groups" },
    add_staff: { one: "Add to {count} group", other: "Add to {count} groups" },
    remove_person: {
      one: "Remove from {count} group",
      other: "Remove from up to {count} groups",
    },
    archive: { one: "Archive {count} group", other: "Archive {count} groups" },
    unarchive: { one: "Bring {count} group back", other: "Bring {count} groups back" },
    delete: { one: "Delete {count} group", other: "Delete {count} groups" },
    restore: { one: "Restore {count} group", other: "Restore {count} groups" },
  } satisfies OfEach<Plural>,
  done: {
    make: { one: "{count} group was created.", other: "{count} groups were created." },
    copy: { one: "{count} group was copied.", other: "{count} groups were copied." },
    write: {
      one: "The message is in {count} group.",
      other: "The message is in {count} groups.",
    },
    mode: { one: "It is set for {count} group.", other: "It is set for {count} groups." },
    move: { one: "{count} group was moved.", other: "{count} groups were moved." },
    add_staff: {
      one: "They are in {count} more group.",
      other: "They are in {count} more groups.",
    },
    remove_person: {
      one: "The person was removed from {count} group.",
      other: "The person was removed from {count} groups.",
    },
    archive: { one: "{count} group was archived.", other: "{count} groups were archived." },
    unarchive: {
      one: "{count} group is back from the archive.",
      other: "{count} groups are back from the archive.",
    },
    delete: { one: "{count} group was deleted.", other: "{count} groups were deleted." },
    restore: { one: "{count} group was restored.", other: "{count} groups were restored." },
  } satisfies OfPast<Plural>,
  message: "Message",
  set: "Set",
  staff: "Staff of the course",
  role: "As",
  person: "Person",
  newSet: "A new set for the copies",
  newSetHint: "Its name. Without one, each copy belongs to the set of its original.",
  ending: "Their names end with",
  endingHint: "With nothing here, people in both cannot tell a group from its copy.",
  endingDefault: "(copy)",
  inGroups: { one: "in {count} of them", other: "in {count} of them" },
  choose: "Choose a person",
  undoWrite:
    "Undoing removes the message where it is still there. Members see that it was removed.",
  selected: "Groups",
  bar: "What to do with the selected groups",
  more: "More actions for the selected groups",
  buttons: {
    copy: "Copy …",
    write: "Write …",
    mode: "Lock or slow …",
    move: "Move to a set …",
    add_staff: "Add staff …",
    remove_person: "Remove a person …",
    archive: "Archive …",
    unarchive: "Bring back …",
    delete: "Delete …",
    restore: "Restore …",
  } satisfies OfEach<string>,
  goneGroup: "A group that no longer exists",
  notPossible: "Not possible",
  skipped: "Could not be changed",
  kept: "Could not be undone",
  /** Of groups that a plan has made, and of all others. */
  changed: { made: "Created", others: "Changed" },
  putBack: { made: "Deleted again", others: "As before" },
  untouched: {
    made: "Never created: undone before their turn",
    others: "Never changed: undone before their turn",
  },
  unmade: { one: "{count} group was taken back.", other: "{count} groups were taken back." },
  working: "Working …",
  applying: "Changing the groups …",
  creating: "Creating the groups …",
  undoing: "Undoing …",
  progress: "{done} of {of} groups",
  progressHint:
    "This page follows what happens. You may leave it: it goes on, even if the server is restarted.",
  undo: "Undo",
  undoUntil: "Can be undone until",
  undoLate: "Can no longer be undone.",
  undone: { one: "{count} group is as before.", other: "{count} groups are as before." },
};

export type ActsTexts = typeof acts;
