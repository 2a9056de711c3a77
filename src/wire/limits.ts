/**
 * Every limit that more than one file obeys, on either end of the wire. Sizes in characters or bytes
 * as named. What only one file knows stands there.
 */
export const limits = {
  /** Largest frame a client may send. */
  frameBytes: 64 * 1024,
  contentChars: 8_000,
  idChars: 128,
  reasonChars: 500,
  /** Frames of one socket waiting to be handled; more end the socket. */
  queuedFrames: 256,
  /**
   * Bytes waiting to be sent to one slow reader; more end the socket. The list of 2,000 groups is less
   * than half of it, so that neither it nor what comes after it ends anything.
   */
  backpressureBytes: 2 * 1024 * 1024,
  socketsPerUser: 40,
  /** A client that says nothing for this long is gone. */
  silenceMs: 40_000,
  /** How often a client of ours says something. */
  heartbeatMs: 15_000,
  /** A socket that has not identified itself by then is closed. */
  identifyMs: 10_000,
  /** Events one resume replays; a client further behind fetches the page instead. */
  replayEvents: 1_000,
  /** And this much of them: a replay must fit into what may wait for a reader. */
  replayBytes: 512 * 1024,
  /** Large answers that one account may have on their way. */
  answersAtOnce: 16,
  openConversations: 50,
  typingMs: 4_000,
  /** How long an author may edit or remove a message. */
  editWindowMs: 15 * 60_000,
  historyPage: 50,
  /** What a page of messages may weigh; a longer one ends early. */
  pageBytes: 512 * 1024,
  /** Unread messages that a group is opened with; of more the newest page, and the way to the rest. */
  unreadPage: 200,
  /** Messages before the unread ones that are shown with them. */
  readBefore: 10,
} as const;

/** What is known of a person. */
export const personLimits = {
  emailChars: 254,
  nameChars: 120,
  usernameCharsMin: 3,
  usernameChars: 32,
  passwordCharsMin: 8,
  passwordChars: 200,
  /** An adopted account may have a longer one; beyond this nobody has typed it. */
  oldPasswordChars: 4_096,
} as const;

export const accountLimits = {
  guestLifeMs: 30 * 24 * 3_600_000,
  sessionLifeMs: 30 * 24 * 3_600_000,
  /** Of one account; more sign the devices out that were not used for longest. */
  sessions: 50,
  /** Accounts on a page of the list of people. */
  pageSize: 50,
  /** People that a picker lists; a search finds the others. */
  picked: 200,
} as const;

export const groupLimits = {
  nameChars: 120,
  descriptionChars: 2_000,
  /** How many groups are made at once, at most. */
  atOnce: 200,
  /** What one act may do to memberships: each is an event, and nobody else writes meanwhile. */
  membershipsAtOnce: 25_000,
} as const;

const hour = 3_600;
const mebibyte = 1024 * 1024;

/** How often something may happen: `burst` at once, then `perSecond`. */
export const rates = {
  /** All frames of one socket, messages among them. */
  frames: { burst: 120, perSecond: 30 },
  /** Messages of one sender. */
  messages: { burst: 20, perSecond: 5 },
  /** Events that are replayed to one account. */
  replays: { burst: 5_000, perSecond: 500 },
  loginsByAccount: { burst: 5, perSecond: 20 / hour },
  loginsByAddress: { burst: 600, perSecond: 2_000 / hour },
  signInsByAccount: { burst: 30, perSecond: 30 / 60 },
  readingByAccount: { burst: 16 * mebibyte, perSecond: mebibyte },
  namesByAccount: { burst: 10, perSecond: 10 / hour },
  registrationsByAddress: { burst: 400, perSecond: 400 / hour },
} as const;
