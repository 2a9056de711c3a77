/** Whose chat this is, who reads what, and the pages about it. */
export const about = {
  links: "About this chat",
  imprint: "Imprint",
  privacy: "Privacy",
  accessibility: "Accessibility",
  staffAccess: "What staff can see",
  language: "Language",
  readsTitle: "Who reads what",
  reads: [
    { name: "Your groups", text: "Everyone in a group can read what you write there." },
    {
      name: "Teaching staff",
      text: "Teachers can open every group, even groups they are not a member of.",
    },
    {
      name: "Visits are logged",
      text: "When teachers open a group they are not a member of, this goes into the staff log.",
    },
  ],
  readsMore: "What staff can see here",
  takingPart: "Teaching staff can read every group.",
  firstVisit: {
    title: "Before you write",
    text: "Everyone in a group reads what you write there. Teaching staff can open every group, and visits from outside a group are logged.",
    done: "Got it",
  },
  staffPage: {
    title: "What staff can see here",
    lead: "This chat is part of your courses. Teaching staff can read every group, including groups they are not a member of. Please keep private matters out of it.",
    reads: "Who reads what",
    readers: [
      {
        name: "Members of your group",
        text: "Everything written in the group, who is in it, and who is online",
      },
      { name: "Teaching staff", text: "The same in every group, whether they are a member or not" },
      {
        name: "Other students and guests",
        text: "Nothing. They cannot even tell whether the group exists.",
      },
      {
        name: "The people who run the server",
        text: "Everything that is stored. Messages are not encrypted end to end.",
      },
    ],
    can: "Staff can",
    cans: [
      { name: "Read and write", text: "in every group." },
      {
        name: "Remove a message.",
        text: "The group sees that staff removed it and, if given, the reason. The original is kept for staff.",
      },
      {
        name: "See your account:",
        text: "name, email address, groups, when you were last here, and how much you wrote in which group.",
      },
      {
        name: "Manage accounts:",
        text: "create, change, disable or delete them, and issue one-time codes, with which people choose a new password.",
      },
    ],
    cannot: "Staff cannot",
    cannots: [
      {
        name: "Look in without a trace.",
        text: "Opening a group from outside is logged, once per visit of up to ten minutes. So is looking at a removed message.",
      },
      { name: "Change your words.", text: "Staff can remove a message but not rewrite it." },
      {
        name: "See your password.",
        text: "Only a hash of it is stored. Staff cannot set it, either.",
      },
      {
        name: "Read what you deleted yourself.",
        text: "You can delete your own messages for 15 minutes, and their text is erased. The text before an edit is not kept either.",
      },
    ],
    log: "The staff log",
    logText:
      "It records when staff open the page of a person or a group they are not a member of, join or leave a group, remove a message or look at a removed one, delete a group, or change an account. Teachers can read what concerns their courses, admins all of it, and nobody can change it in Team Chat. Students cannot read it.",
    ask: "Something does not look right?",
    askText: "Ask your teacher.",
    askContact: "Ask your teacher, or contact:",
  },
  accessibilityPage: {
    title: "Accessibility",
    lead: "Everyone should be able to take part in Team Chat, whatever device and aids they use. Its goal is level AA of the Web Content Accessibility Guidelines (WCAG) 2.2.",
    done: "What has been done",
    doneList: [
      "Everything works with the keyboard alone, and the focus is always visible.",
      "Screen readers announce new messages, and every button has a name.",
      "Text and controls have enough contrast in the light and the dark appearance.",
      "Pages can be magnified to 400% without scrolling sideways, and honour reduced motion and forced colours.",
      "Reading and forms also work without JavaScript.",
    ],
    tested: "How it is tested",
    testedText:
      "With every change, axe checks each page automatically: as on a phone in the dark appearance, and as on a desktop in the light one. An independent audit has not taken place.",
    ask: "Have you met a barrier?",
    askText: "Please tell your teacher.",
    askContact: "Please tell us:",
  },
};

export type AboutTexts = typeof about;
