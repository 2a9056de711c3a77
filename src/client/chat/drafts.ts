/**
 * What is being written, for each person and group, kept across reloads; and what is being written in
 * place of a message, under the message's id.
 */
export interface Drafts {
  read(id: string): string;
  write(id: string, text: string): void;
}

export function browserDrafts(userId: string): Drafts {
  /** What the browser could not store: newer than what it has stored. */
  const unstored = new Map<string, string>();
  const keyOf = (id: string) => `team-chat-draft:${userId}:${id}`;
  return {
    read(id) {
      const key = keyOf(id);
      try {
        return unstored.get(key) ?? localStorage.getItem(key) ?? "";
      } catch {
        return "";
      }
    },
    write(id, text) {
      const key = keyOf(id);
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
