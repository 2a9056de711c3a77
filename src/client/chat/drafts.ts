/** What is being written, for each person and group, kept across reloads. */
export interface Drafts {
  read(conversationId: string): string;
  write(conversationId: string, text: string): void;
}

export function browserDrafts(userId: string): Drafts {
  /** What the browser could not store: newer than what it has stored. */
  const unstored = new Map<string, string>();
  const keyOf = (conversationId: string) => `team-chat-draft:${userId}:${conversationId}`;
  return {
    read(conversationId) {
      const key = keyOf(conversationId);
      try {
        return unstored.get(key) ?? localStorage.getItem(key) ?? "";
      } catch {
        return "";
      }
    },
    write(conversationId, text) {
      const key = keyOf(conversationId);
      try {
        if (text === "") localStorage.removeItem(key);
        else localStorage.setItem(key, text);
        unstored.delete(key);
      } catch {
        // A browser that is full or keeps nothing: the draft lives as long as the page.
        unstored.set(key, text);
      }
    },
  };
}
