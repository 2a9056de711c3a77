/** The groups of the demo. */

interface DemoMessage {
  from: string;
  minutesAgo: number;
  content: string;
}

export interface DemoGroup {
  name: string;
  description: string;
  /** In addition to the administrator. */
  members: string[];
  /** Whether the first member is its moderator. */
  moderated: boolean;
  /** Oldest first. */
  messages: [DemoMessage, ...DemoMessage[]];
}

const admin = "admin@admin.com";
const test = "test@test.com";
const ada = "ada@test.com";
const jonas = "jonas@test.com";
const mei = "mei@test.com";
const sofia = "sofia@test.com";

const day = 24 * 60;

export const demoGroups: readonly DemoGroup[] = [
  {
    name: "Welcome",
    description: "Everybody in the course. Ask here first: others have the same question.",
    members: [test, ada, jonas, mei, sofia],
    moderated: false,
    messages: [
      {
        from: admin,
        minutesAgo: 2 * day,
        content: "Welcome to the course! Say hello, so that we know who is here.",
      },
      {
        from: ada,
        minutesAgo: 2 * day - 12,
        content: "Hello everybody 👋 I am Ada, third semester.",
      },
      { from: jonas, minutesAgo: 2 * day - 15, content: "Hi, Jonas here." },
      {
        from: mei,
        minutesAgo: day + 60,
        content: "Hi! Is the first exercise sheet online already?",
      },
      {
        from: admin,
        minutesAgo: day + 48,
        content:
          "It is: https://docs.example.edu/course/sheet-1\nPlease hand it in by Friday, 12:00.",
      },
      { from: test, minutesAgo: day + 45, content: "Thank you!" },
    ],
  },
  {
    name: "Team Compilers",
    description: "Project team 1: a small compiler by the end of the term.",
    members: [ada, test, jonas],
    moderated: true,
    messages: [
      { from: ada, minutesAgo: 300, content: "Shall we split the work? I would take the parser." },
      { from: test, minutesAgo: 290, content: "Then I do the scanner." },
      { from: jonas, minutesAgo: 280, content: "Code generation for me, please 🙂" },
      {
        from: ada,
        minutesAgo: 275,
        content: "Great. Let us meet on Tuesday at 14:00 in the library and agree on the tree.",
      },
    ],
  },
  {
    name: "Team Databases",
    description: "Project team 2: a small database by the end of the term.",
    members: [mei, sofia],
    moderated: true,
    messages: [
      {
        from: sofia,
        minutesAgo: 200,
        content: "I have read about B-trees. They are less bad than they look.",
      },
      {
        from: mei,
        minutesAgo: 190,
        content: "Good, because I have started with the log and need you 😄",
      },
    ],
  },
];
