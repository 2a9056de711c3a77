/** Every limit that both ends of the wire obey. Sizes in characters or bytes as named. */
export const limits = {
  /** Largest frame a client may send. */
  frameBytes: 64 * 1024,
  contentChars: 8_000,
  idChars: 128,
  displayNameChars: 120,
  reasonChars: 500,
  /** Messages a sender may post at once, and then each second. */
  messageBurst: 20,
  messagesPerSecond: 5,
  /** All frames of one socket, messages among them. */
  frameBurst: 120,
  framesPerSecond: 30,
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
  /** Events that are replayed to one account at once, and then each second. */
  replayBurst: 5_000,
  replaysPerSecond: 500,
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
