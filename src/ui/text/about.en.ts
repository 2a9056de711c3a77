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
      name: "Visits are shown",
      text: "When teachers read a group they are not a member of, the group sees who it was and when.",
    },
  ],
  readsMore: "What staff can see here",
  takingPart: "Teaching staff can read every group.",
  firstVisit: {
    title: "Before you write",
    text: "Everyone in a group reads what you write there. Teaching staff can open every group, and a group sees who looked in from outside.",
    done: "Got it",
  },
  staffPage: {
    title: "What staff can see here",
    lead: "This chat is part of your courses. Staff can read it, even in groups that they are not a member of, and you can see when they did. Please keep private matters out of it.",
    reads: "Who reads what",
    readers: [
      {
        name: "Members of your group",
        text: "Everything written in the group, who is in it, and who is online",
      },
      {
        name: "Teachers and tutors of your course",
        text: "The same in every group of the course, whether they are a member or not; a course can limit its tutors to their own groups",
      },
      { name: "Administrators", text: "The same in every group of every course" },
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
        text: "The group sees that staff removed it and, if given, the reason. The original is kept for staff, who can restore it.",
      },
      {
        name: "See your account:",
        text: "name, email address, groups, when you were last here, and how much you wrote in which group.",
      },
      {
        name: "Manage accounts:",
        text: "create, change, disable or delete them, and issue one-time codes, with which people choose a new password.",
      },
      {
        name: "Read what you wrote before an edit.",
        text: "An edit keeps the text before it for staff. The group sees only that the message was edited.",
      },
    ],
    cannot: "Staff cannot",
    cannots: [
      {
        name: "Look in unseen.",
        text: "Whoever reads a group from outside is listed in its details under “Who looked in”: name, role, when, and for how long. So is whoever reads a removed message there, or what a message said before an edit. Numbers without text, such as how much was written, are no visit.",
      },
      {
        name: "Change your words.",
        text: "Staff can remove a message, or hide a part of it, where everyone then sees ▒▒▒, but not rewrite it.",
      },
      {
        name: "See your password.",
        text: "Only a hash of it is stored. Staff cannot set it, either.",
      },
      {
        name: "Turn the list off.",
        text: "There is no setting for that, neither for staff nor for administrators.",
      },
    ],
    kept: "What is kept of your messages",
    keptList: [
      "What you delete yourself within 15 minutes is erased, with what it said before an edit, and nobody can read it afterwards.",
      "What staff or moderators remove is hidden from the group. Its text is kept for staff until the group is erased, and reading it is recorded.",
      "When you edit a message, the others see that it was edited. The former text, as well as a part that staff have hidden, is kept for staff until you delete the message within 15 minutes or the group is erased; reading it is recorded.",
      "Who looked in is kept as long as the staff log: one year, unless the administrators have chosen another time.",
    ],
    late: "When a visit shows up late",
    lateText:
      "While staff look into a report about a group, their visits are recorded, but the group does not see them yet, so that nobody is warned. They appear, with their real date, when the case is closed, and after 14 days at the latest.",
    log: "The staff log",
    logText:
      "It records when staff open the page of a person, begin and stop reading a group they are not a member of, join or leave a group, remove or restore a message, look at a removed one or at the text before an edit, delete a group, or change an account. Administrators can read all of it, teachers what concerns their courses if the administrators allow that, and everyone on the staff their own entries. Nobody can change it in Team Chat. It is kept for one year, unless the administrators have chosen another time. Students cannot read it.",
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
