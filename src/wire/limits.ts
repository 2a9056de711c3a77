/**
 * Every limit that more than one file uses, on either end of the wire. Sizes are in characters or
 * bytes, as named. A limit that only one file uses is in that file.
 */
export const limits = {
  /** Largest frame a client may send. */
  frameBytes: 64 * 1024,
  contentChars: 8_000,
  idChars: 128,
  reasonChars: 500,
  /** Frames of one socket that wait to be handled; if there are more, the socket is closed. */
  queuedFrames: 256,
  /**
   * Bytes that wait for one slow reader; if there are more, the socket is closed. A list of 2,000
   * groups takes less than half of it, so that the list and the frames after it close nothing.
   */
  backpressureBytes: 2 * 1024 * 1024,
  socketsPerUser: 40,
  /** A client that is silent for this long counts as gone. */
  silenceMs: 40_000,
  /** How often our clients send something. */
  heartbeatMs: 15_000,
  /** A socket that has not identified itself by then is closed. */
  identifyMs: 10_000,
  /** Events that one resume replays; a client further behind fetches the page instead. */
  replayEvents: 1_000,
  /** The size of a replay, which must fit into what may wait for a reader. */
  replayBytes: 512 * 1024,
  /** Large answers to one account that may be in progress at once. */
  answersAtOnce: 16,
  openConversations: 50,
  typingMs: 4_000,
  /** How long an author may edit or remove a message. */
  editWindowMs: 15 * 60_000,
  historyPage: 50,
  /** The size of a page of messages; a larger one ends early. */
  pageBytes: 512 * 1024,
  /**
   * Unread messages on the page with which a group opens. If there are more, the page has the
   * newest ones and a link to the rest.
   */
  unreadPage: 200,
  /** Read messages shown above the unread ones. */
  readBefore: 10,
} as const;

/** Fields of an account. */
export const personLimits = {
  emailChars: 254,
  nameChars: 120,
  usernameCharsMin: 3,
  usernameChars: 32,
  passwordCharsMin: 8,
  passwordChars: 200,
  /** An adopted account may have a longer one; nobody has typed one beyond this. */
  oldPasswordChars: 4_096,
} as const;

export const accountLimits = {
  guestLifeMs: 30 * 24 * 3_600_000,
  sessionLifeMs: 30 * 24 * 3_600_000,
  /** Per account; beyond that, the devices unused for longest are signed out. */
  sessions: 50,
  /** How long a one-time code works. */
  codeLifeMs: 14 * 24 * 3_600_000,
  /** How long one works that its owner asked for by mail. */
  ownCodeLifeMs: 3_600_000,
  /** For so many people at once, on one sheet. */
  codesAtOnce: 1_000,
  /** How long it is known that one was used, and from where. */
  codeKeptMs: 365 * 24 * 3_600_000,
  /** Accounts per page of the list of people. */
  pageSize: 50,
  /** People that a picker lists; its search finds the others. */
  picked: 200,
} as const;

export const groupLimits = {
  nameChars: 120,
  descriptionChars: 2_000,
  /** How many groups can be created at once. */
  atOnce: 200,
  /**
   * Changes to memberships in one action: each is an event, and nobody else can write meanwhile.
   */
  membershipsAtOnce: 25_000,
  /** How long a deleted group can be restored. */
  binMs: 30 * 24 * 3_600_000,
  /** How many people can be added by their addresses at once. */
  addressesAtOnce: 20,
  /** Longer than what anyone searches for. */
  searchChars: 200,
  /** Sets of groups. */
  setNameChars: 60,
  setsInCourse: 100,
  /** The sentence that says why not everyone may write. */
  modeReasonChars: 300,
  /** How far ahead a mode can end. */
  modeMs: 366 * 24 * 3_600_000,
  /** How long people can be made to wait between two messages. */
  slowSecondsMin: 10,
  slowSecondsMax: 3_600,
  /** How many groups a student can open in a course. */
  openedEach: 5,
  /** How many members a student can bring into one of them, with those who are there. */
  openedMembers: 50,
} as const;

/** Looks of staff into groups that they are not in. */
export const lookLimits = {
  /** A look is over when nobody has read for so long. */
  pauseMs: 10 * 60_000,
  /** The longest that a look is kept from the group while a report about it is open. */
  lateMs: 14 * 24 * 3_600_000,
  /** Looks per page. */
  pageSize: 50,
} as const;

/** The staff log. */
export const logLimits = {
  keptDays: 365,
  /** What an admin can choose. */
  keptDaysChoices: [90, 180, 365, 730, 1825],
  /** The entries of a file, the newest ones. */
  exported: 20_000,
  searchChars: 200,
  /** A checkpoint is signed after this time, or after so many entries. */
  checkpointMs: 3_600_000,
  checkpointEntries: 1_000,
} as const;

export type KeptDays = (typeof logLimits.keptDaysChoices)[number];

/** Messages that wait for approval. */
export const heldLimits = {
  /** Of one person in one group, with those that were returned. */
  eachInGroup: 50,
  page: 50,
  pageMax: 200,
  /** Decided on at once. */
  atOnce: 200,
  /** People whose messages wait. */
  people: 500,
} as const;

/** The group maker. */
export const makerLimits = {
  people: 5_000,
  /** Of each kind together. */
  rules: 200,
  peopleInRule: 50,
  /** Pairs of people who have been in one group. */
  earlierPairs: 1_000_000,
  /** Plans that someone keeps at once. */
  plansEach: 20,
  /** How long a plan is kept that nobody changes. */
  keptMs: 24 * 3_600_000,
} as const;

/** Lists of a course's people. */
export const rosterLimits = {
  bytes: 4 * 1024 * 1024,
  rows: 20_000,
  /** Lines without anything, which do not count. */
  emptyRows: 5_000,
  columns: 300,
  rowChars: 100_000,
  /** Student numbers, names of columns, and what is kept of them. */
  factChars: 120,
  titleChars: 120,
  /** In one transaction: others can write only between two of them. */
  rowsAtOnce: 25,
} as const;

/** Acts on many people or groups, which are applied in parts. */
export const bulkLimits = {
  /** How long one can be taken back. */
  undoMs: 24 * 3_600_000,
  /** How long its parts are kept, for looking at the result. */
  keptMs: 30 * 24 * 3_600_000,
  /** More than the longest act has. */
  parts: 20_000,
  /** How many groups can be selected at once. */
  groups: 1_000,
  /** How many people can be added to them. */
  people: 50,
} as const;

export const mailLimits = {
  /** How long staff's mails are tried again. */
  triedMs: 2 * 24 * 3_600_000,
  /** How long one that could not be sent stays in the list. */
  keptMs: 30 * 24 * 3_600_000,
  /** Of what a mail server says. */
  errorChars: 300,
  /** In the list, which names how many there are. */
  listed: 200,
} as const;

/** Links and codes that let people into a course. */
export const inviteLimits = {
  titleChars: 120,
  /** How many people one can let in. */
  uses: 5_000,
  lifeDays: 200,
  /** Of those for guests, as long as guests can stay. */
  passDays: 30,
  /** Those of one course that work at the same time. */
  openInCourse: 200,
  /** Of the people who used one, the newest. */
  usesListed: 500,
  /** Of those who wait; the others follow when these are decided. */
  waitingListed: 500,
  /** How long one stays in the list after its end. */
  keptMs: 90 * 24 * 3_600_000,
} as const;

/** Reports, and what staff decide about them. */
export const caseLimits = {
  /** Of what someone says beside the reason of a report, or in an appeal. */
  wordsChars: 1_000,
  /** Of the words to the person about whom a case is. */
  textChars: 2_000,
  /** How long nobody else decides a case that someone looks at. */
  claimMs: 3 * 60_000,
  /** Of the messages before and after a reported one. */
  around: 3,
  /** On one page of the queue. */
  listed: 50,
  /** Of a person's earlier cases, and of someone's own reports. */
  earlier: 50,
} as const;

/** Keeping someone from writing. */
export const muteLimits = {
  /** Of the sentence that the person sees. */
  reasonChars: 300,
  /** As long as those who are no teachers may. */
  dayMs: 24 * 3_600_000,
  longMs: 366 * 24 * 3_600_000,
  /** Between asking for a day and being answered. */
  graceMs: 60_000,
  /** How long one is kept after its end. */
  keptMs: 30 * 24 * 3_600_000,
} as const;

export const courseLimits = {
  nameChars: 120,
  termChars: 60,
  /** Reasons for removing that a course offers. */
  templates: 30,
  /** How far ahead the end of someone's access can be. */
  staffEndMs: 10 * 366 * 24 * 3_600_000,
} as const;

/** Rules of a course about words in messages. */
export const ruleLimits = {
  /** Of a course, drafts included. */
  rules: 100,
  /** Of all words of a rule together. */
  wordsChars: 4_000,
  patternChars: 300,
  /** Steps of the program that a pattern becomes, and those of all patterns of a course that are live. */
  patternSteps: 250,
  courseSteps: 1_500,
  /** That one rule looks for in a message, one by one. */
  places: 40,
  sentenceChars: 300,
} as const;

/** Trying a word rule on the messages of a course. */
export const rehearsalLimits = {
  pastMs: 30 * 24 * 3_600_000,
  /** Messages that are read at once. */
  batch: 500,
  /** That one step searches, and the time that it takes at most, apart from a single message. */
  messages: 20_000,
  stepMs: 1_000,
  /** For so long, nothing else happens. */
  turnMs: 15,
  /** Messages that one step shows. */
  shown: 50,
} as const;

const hour = 3_600;
const mebibyte = 1024 * 1024;

/** How often something may happen: `burst` times at once, then `perSecond`. */
export const rates = {
  /** All frames of one socket, including messages. */
  frames: { burst: 120, perSecond: 30 },
  /** Messages per sender. */
  messages: { burst: 20, perSecond: 5 },
  /** Events replayed per account. */
  replays: { burst: 5_000, perSecond: 500 },
  loginsByAccount: { burst: 5, perSecond: 20 / hour },
  loginsByAddress: { burst: 600, perSecond: 2_000 / hour },
  signInsByAccount: { burst: 30, perSecond: 30 / 60 },
  readingByAccount: { burst: 16 * mebibyte, perSecond: mebibyte },
  namesByAccount: { burst: 10, perSecond: 10 / hour },
  /** Addresses that a student tries in order to add people of the course. */
  addressesByAccount: { burst: 60, perSecond: 60 / hour },
  reportsByAccount: { burst: 20, perSecond: 20 / hour },
  registrationsByAddress: { burst: 400, perSecond: 400 / hour },
  /** One-time codes that do not work. */
  codesByAddress: { burst: 400, perSecond: 400 / hour },
  codesInAll: { burst: 4_000, perSecond: 4_000 / hour },
  /** Forgotten passwords: links to an address or username, from a network and in all. */
  linksByTyped: { burst: 3, perSecond: 3 / hour },
  linksByAddress: { burst: 100, perSecond: 100 / hour },
  linksInAll: { burst: 1_000, perSecond: 1_000 / hour },
} as const;
