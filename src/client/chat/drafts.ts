/** What is being written, for each person and group, kept across reloads. */
export interface Drafts {
  read(conversationId: string): string;
  write(conversationId: string, text: string): void;
}

export function browserDrafts(userId: string): Drafts {
  const fallback = new Map<string, string>();
  const keyOf = (conversationId: string) => `team-chat-draft:${userId}:${conversationId}`;
  return {
    read(conversationId) {
      const key = keyOf(conversationId);
      try {
        return localStorage.getItem(key) ?? fallback.get(key) ?? "";
      } catch {
        return fallback.get(key) ?? "";
      }
    },
    write(conversationId, text) {
      const key = keyOf(conversationId);
      fallback.set(key, text);
      try {
        if (text === "") localStorage.removeItem(key);
        else localStorage.setItem(key, text);
      } catch {
        // A browser that keeps nothing: the draft lives as long as the page.
      }
    },
  };
}
