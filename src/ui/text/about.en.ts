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
      text: "Teachers and tutors can open every group of their course, even if they are not in it.",
    },
    {
      name: "Visits are shown",
      text: "Whoever reads a group without being in it is listed there: who, when, and for how long.",
    },
  ],
  readsMore: "What staff can see here",
  takingPart: "Teaching staff can read every group of their course.",
  firstVisit: {
    title: "Before you write",
    text: "Everyone in a group reads what you write there. Teaching staff can open every group of their course, and the group sees who looked in without being in it.",
    done: "Got it",
  },
  staffPage: {
    title: "What staff can see here",
    lead: "This chat is part of your courses. Staff (the teachers and tutors of your course, and the administrators) can read it, even in groups that they are not in, and you can see when somebody from outside the group did. Please keep private matters out of it.",
    reads: "Who reads what",
    readers: [
      {
        name: "Members of your group",
        text: "Everything written in the group, who is in it, and who is online",
      },
      {
        name: "Teachers and tutors of your course",
        text: "Everything in every group of the course, whether they are in it or not; a course can limit its tutors to their own groups",
      },
      { name: "Administrators", text: "Everything in every group of every course" },
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
      { name: "Read and write", text: "in every group that they can open." },
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
        text: "create, change, disable or delete them, and issue one-time codes that let people choose a new password.",
      },
      {
        name: "Read what you wrote before an edit.",
        text: "When you edit a message, the former text is kept for staff. The group sees only that it was edited.",
      },
      {
        name: "Set word rules.",
        text: "A rule can hide certain words in messages as ▒▒▒, which staff can still read, let a message wait for approval, refuse it, with a sentence that its author reads, or show it to staff.",
      },
      {
        name: "Limit who can write.",
        text: "They can lock a group, let people write there only from time to time, read messages before they appear, or mute a person for a while; that person sees why, and can go on reading.",
      },
      {
        name: "Decide on reports.",
        text: "Members can report a message or a person. The person reported never learns who it was. They hear what was decided and why, unless nothing was wrong, and can appeal once. Whoever reported learns that it was decided.",
      },
    ],
    cannot: "Staff cannot",
    cannots: [
      {
        name: "Look in unseen.",
        text: "Whoever reads a group from outside is listed in its details under “Who looked in”: name, role, when, and for how long. So is anyone who reads a removed message there, or what a message said before an edit. Looking only at numbers, such as how much was written, does not count as a visit.",
      },
      {
        name: "Change your words.",
        text: "Staff can remove a message or hide a part of it, which the group then sees as ▒▒▒. They cannot rewrite it.",
      },
      {
        name: "See your password.",
        text: "It is stored in a form that nobody can read. Staff cannot set it for you either.",
      },
      {
        name: "Turn off “Who looked in”.",
        text: "There is no setting for that, neither for staff nor for administrators.",
      },
    ],
    kept: "What is kept of your messages",
    keptList: [
      "What you delete yourself within 15 minutes of sending is erased, with what it said before any edit, and nobody can read it afterwards. The one exception: if somebody had already reported it, staff keep the reported text with the case. After 15 minutes you cannot delete it yourself.",
      "What staff or the moderators of a group remove is hidden from the group. Its text is kept for staff until the group is erased, and reading it is recorded.",
      "What a message said before an edit, or before staff hid a part of it, is kept for staff until the group is erased; reading it is recorded. It is erased at once if you delete the message within those 15 minutes.",
      "The list “Who looked in” is kept as long as the staff log: one year, unless the administrators have chosen another period.",
    ],
    late: "When a visit shows up late",
    lateText:
      "While a report from a group is open, visits of staff are recorded, but the group does not see them yet, so that nobody is warned. They appear, with their real date, when the report is decided, or 14 days after the visit at the latest.",
    log: "The staff log",
    logText:
      "It records when staff open a person's page, begin and stop reading a group that they are not in, join or leave a group, remove or restore a message, read a removed message or the text before an edit, decide on a report, delete a group, or change an account. Administrators can read all of it, teachers what concerns their courses if the administrators allow that, and everyone on the staff their own entries. Nobody can change an entry in Team Chat. It is kept for one year, unless the administrators have chosen another period. Students cannot read it.",
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
