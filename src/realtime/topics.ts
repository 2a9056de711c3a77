/** Names of what sockets subscribe to; each topic carries one wire variant, encoded once. */
export const topics = {
  /** Whole events, for clients of ours that have the conversation open. */
  open: (conversationId: string) => `open:${conversationId}`,
  /** Messages as the original's clients know them. */
  original: (conversationId: string) => `original:${conversationId}`,
  /** Counters, for members that do not have it open. */
  passive: (conversationId: string) => `passive:${conversationId}`,
};
