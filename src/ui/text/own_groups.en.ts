/** Groups that students open themselves. */
export const ownGroups = {
  open: "Open group",
  openTitle: "Open a group",
  openLead:
    "You will be its owner. The staff of the course see it like every other group, and it says that a student opened it.",
  opened: "{name} was opened.",
  course: "Course",
  people: "People",
  peopleHint: "People of the course who are in a group with you.",
  addresses: "Email addresses",
  addressesHint:
    "Others in the course, by the exact address of their account, separated by commas.",
  addPeople: "Add people",
  peopleTitle: "Add people to {name}",
  peopleAdded: "The people were added.",
  byStudentText: "A student opened this group. The staff of the course see it.",
  leave: "Leave the group",
  leaveTitle: "Leave {name}?",
  leaveText: "Your messages stay. Its owner or staff can add you again.",
  left: "You have left the group.",
};

export type OwnGroupsTexts = typeof ownGroups;
