/** The topics that sockets subscribe to; each carries one wire variant, encoded once. */
export const topics = {
  /** Complete events, for current clients that have the conversation open. */
  open: (conversationId: string) => `open:${conversationId}`,
  /** Messages for the original's clients. */
  original: (conversationId: string) => `original:${conversationId}`,
  /** Counters, for members who do not have it open. */
  passive: (conversationId: string) => `passive:${conversationId}`,
};
