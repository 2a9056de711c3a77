import type { ShortcutName } from "../shortcuts.ts";

/** The page of help: short, and only what the program does. */
export const help = {
  title: "Help",
  lead: "The most important things on one page.",
  chapters: {
    user: "For students",
    guest: "For guests",
    admin: "For teachers",
  },
  yours: "for you",
  guestsAlso: "Everything else works as it does for students.",
  staffAlso: "In the chat itself, everything works as it does for students.",
  ask: "More questions?",
  topics: {
    read: {
      title: "Reading and writing",
      text: "Your groups are in the list, and a number says how many messages are unread. A group opens at the first message that you have not read. On a computer, Enter sends and Shift + Enter starts a new line. Text between `backticks` is shown as code, and so are several lines between two lines of ```.",
    },
    list: {
      title: "Finding a group again",
      text: "Groups with unread messages come first, your favourites next: the star beside a group's name makes it one. The button above the list changes what comes first and how much of each group is shown; a click on the title of a section folds it. On every page, Ctrl + K leads to any group or person by name.",
    },
    change: {
      title: "Correcting and deleting",
      text: "For 15 minutes you can edit or delete what you have written: point at the message, or press and hold it on a phone. The others see that it was edited or removed. After that, ask your teacher.",
    },
    offline: {
      title: "Without a connection",
      text: "Keep writing. Messages wait in your browser and are sent when the connection is back. They may wait with the page closed, but are only sent while it is open. What still waits says so.",
    },
    people: {
      title: "Who is who",
      text: "Click a name to see who it is, which groups you have in common, and whether the person is online. All members are in the details of a group: the button at the top right opens them. The plus above your chats leads to a private chat with the staff of your course, and, where your course allows it, to a group of your own.",
    },
    report: {
      title: "When somebody crosses a line",
      text: "Choose “Report” in the menu of a message or on a person's card. The staff of your course look at it and tell you when they have decided; nobody else learns that it was you. Your reports, and decisions about your own messages, are on your account page under “Reports and decisions”. If you do not agree with a decision about you, you can appeal once, and somebody else decides.",
    },
    oversight: {
      title: "What staff can see",
      text: "Staff can read every group and every account. When they read a group that they are not a member of, the group sees who it was, when, and for how long: in its details, under “Who looked in”. When they open a person's page, that is recorded in the log. When they remove a message, everyone sees it; the text is kept for staff.",
    },
    account: {
      title: "Your account",
      text: "Your initials lead to your menu, with language, appearance and your account: name, password, and the devices on which you are signed in. At a shared computer, sign out when you leave; that also deletes drafts and unsent messages there. If you have two accounts here, your account page makes them one.",
    },
    guest: {
      title: "Without a password",
      text: "You are here as a guest: in this browser only, for up to 30 days. After signing out you can come back with “Continue as guest”, unless you signed out for good or everywhere, or someone else has signed in there since. What you have written stays. You see the groups to which a teacher has added you.",
    },
    addPeople: {
      title: "Adding people",
      text: "“People” shows every account; you can search by name, address or username. “Add a person” creates an account, and shows a one-time code for it. “Import a list” takes a whole course from Moodle, ILIAS, Stud.IP, Canvas or a spreadsheet: you see everything it will change before it happens, and can undo it for 24 hours. “Invite links” makes a link, a code and a QR code with which people join on their own: show it in the lecture. For guests, it lets people into one group who type only a name, until it ends. If your installation allows it, students create their accounts themselves.",
    },
    makeGroups: {
      title: "Creating groups",
      text: "Under “Manage” you create one group, or several at once: students are divided by your rules, such as who must be apart. You see who goes where, and can swap students, before anything is created. Everyone sees the groups in the order that you choose there, under “Own order”. Groups that belong together, such as project teams, can be put into a set; the list then shows one set at a time.",
    },
    home: {
      title: "Which groups need you",
      text: "“Manage groups” shows what happens in each group: how much was written in the last 14 days, how many have written, and when last. Groups that need someone come first, and say why. The page changes while you look at it. It shows numbers and no message, so looking at it is not recorded.",
    },
    rows: {
      title: "Menus and Undo",
      text: "In lists, the three dots at the end of a row open its menu, with everything you can do there. Anything with consequences for others asks first and says what will happen. A notice then says what was done; where that is possible, “Undo” in it takes it back. To do the same to several groups, tick their boxes, a range of them with Shift: you see what will happen before it does, and can undo it for 24 hours. F2 renames a group in its row.",
    },
    roles: {
      title: "Owners and moderators",
      text: "Each member of a group is its owner, a moderator or a plain member; you choose that when you edit the group. Owners and moderators can remove messages there. Only staff change groups and their members. A group can also be for everyone in the course, or for its staff: then people come into it and leave it with the course. A teacher of a course manages its groups; a tutor looks after them: both see all of them, remove messages and change who is in a group, choosing among the people of the course, and adding others by their exact address. In the list of the course's people, the menu of a row sets a day on which somebody's access as staff ends. A setting of the course lets students open groups of their own, which staff see.",
    },
    modes: {
      title: "Who can write",
      text: "On a group's page, “Who can write” limits writing to staff, makes everyone wait between messages, or locks the group for all, staff included. With approval, messages from everyone, from guests or from the people you choose appear only once staff have approved them under “Moderation”. Choose an end, and the group opens again automatically; members see the end and your reason where they write. To lock all groups before a test, select them under “Manage groups” and choose “Lock or slow”. Owners and moderators of a group can make writing slow.",
    },
    archive: {
      title: "A group that is over",
      text: "“Archive” in the menu of a row makes a group read-only and folds it away in everyone's list. You can bring it back under “Archived groups”.",
    },
    deleted: {
      title: "A deleted group",
      text: "A group that you delete disappears for everyone. For 30 days you can bring it back with its members and messages: choose “Undo” right after deleting it, or “Restore” in the list of deleted groups, to which a link under “Manage groups” leads. There you can also erase it before the 30 days are over, which cannot be undone.",
    },
    moderate: {
      title: "Removing a message",
      text: "Point at the message and choose “Remove”. You can give a reason, which everyone in the group sees, and give the text back to its author, who alone sees it and can correct it. Staff can still read what was removed by anyone but its author, and what a message said before it was edited; that is recorded. To restore a message, or to hide a part of it, choose “About this message”.",
    },
    cases: {
      title: "Decide on reports",
      text: "“Moderation” lists what members have reported, newest first. Open a case to see the message in its context, the reports, and what there was before; while you look at it, nobody else decides. The person reads your words, or the usual ones if you write none, and can appeal once. Somebody else then decides.",
    },
    mute: {
      title: "Mute someone",
      text: "Staff, owners and moderators find “Mute” in the menu of a member on the page of the group. The person goes on reading, sees your reason and the end, and can write again automatically. Teachers can mute for longer than a day, and in the whole course.",
    },
    lookIn: {
      title: "Looking into a group",
      text: "You see every group, as a teacher or tutor of a course every group of the course, including those you are not a member of; these show no message in the list. When you read one, the group sees it under “Who looked in”, with your name, when, and for how long.",
    },
    log: {
      title: "The log",
      text: "The log lists what staff did in groups and accounts of others, and which of them they opened. Each entry is a sentence, with links to whom and what it is about; filters find entries by name, kind and time, and a file takes them into a spreadsheet. Admins can read all of it, everyone on the staff their own entries, and teachers what concerns their courses if an admin allows that below the log. There an admin also chooses for how long it is kept. No page can change it.",
    },
    accounts: {
      title: "Codes and accounts",
      text: "Under “People”, the menu of a row creates a one-time code, or disables or deletes the account. With the code, the person chooses a password; all their devices are then signed out, and they are told who issued it. If your installation sends email, it can send a link instead. The same menu merges two accounts of one person. The messages of a deleted account stay, without a name.",
    },
  },
  /** What the pictures show, for those who do not see them. */
  pictures: {
    chat: "A group's chat: on the left the list of groups with a number of unread messages, on the right the messages of Team 3, one of them with code, and below them the field for writing.",
    card: "The card of a person beside their name: role, and the groups in common.",
    offline:
      "A chat without a connection: a note at the top says so, and the newest message is marked as waiting to be sent.",
    deal: "The preview of several new groups: who goes where, before anything is created.",
    log: "The log: who did what, in which group, and when.",
  },
  shortcuts: {
    title: "Keyboard shortcuts",
    or: "or",
    mac: "On a Mac, Cmd works like Ctrl.",
    single: "Shortcuts of a single key work while the focus is outside fields.",
    singleOff: "You have turned off shortcuts of a single key.",
    toAccount: "Turn them on or off in your account",
    places: {
      everywhere: "Everywhere",
      messages: "On a message in the chat",
      writing: "While writing",
    },
    acts: {
      showShortcuts: "Show this list",
      find: "Go to a group or person",
      findGroup: "Search the list of the page",
      close: "Close what is open",
      move: "Previous or next message",
      page: "A screen up or down",
      ends: "First or newest message",
      menu: "What can be done with the message",
      copy: "Copy the text",
      edit: "Edit",
      report: "Report to staff",
      remove: "Delete or remove",
      original: "Show what was removed",
      details: "Versions, and restoring what was removed",
      send: "Send",
      newLine: "New line",
    } satisfies Record<ShortcutName, string>,
    keys: {
      Ctrl: "Ctrl",
      Shift: "Shift",
      Enter: "Enter",
      Escape: "Esc",
      Delete: "Delete",
      Home: "Home",
      End: "End",
      PageUp: "Page Up",
      PageDown: "Page Down",
      ArrowUp: "↑",
      ArrowDown: "↓",
    },
  },
  /** The first steps of a new installation, which staff see. */
  steps: {
    title: "Welcome, {name}",
    lead: "Three steps, and your course is ready to chat.",
    done: "done",
    people: {
      title: "Add people",
      text: "Add a person, and pass on the code that is shown. Students can also register, if you allow it.",
      act: "Add a person",
    },
    groups: {
      title: "Create groups",
      text: "One at a time, or several at once with students divided evenly.",
      act: "Create several",
      other: "New group",
    },
    hello: {
      title: "Say hello",
      text: "Open a group and write its first message. Everyone in it sees it on their next visit.",
      act: "Open a group",
      early: "Needs a group first",
    },
    skip: "Skip these steps",
    later: "Help explains them, too.",
  },
  account: {
    title: "Keyboard",
    on: "Shortcuts of a single key are on: ? shows all shortcuts, and / searches the list of the page, while the focus is outside fields.",
    off: "Shortcuts of a single key are off. Ctrl + / still shows all shortcuts.",
    turnOff: "Turn off single keys",
    turnOn: "Turn on single keys",
    turnedOff: "Shortcuts of a single key are off.",
    turnedOn: "Shortcuts of a single key are on.",
  },
};

export type HelpTexts = typeof help;
