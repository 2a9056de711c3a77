import { draftKey, keepsFor } from "../kept_here.ts";

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
  /** As this page knows them: it goes on having them where the browser keeps nothing any more. */
  const known = new Map<string, string>();
  const stored = (key: string) => {
    try {
      return keepsFor(userId) ? (localStorage.getItem(key) ?? "") : known.get(key);
    } catch {
      return known.get(key);
    }
  };
  return {
    read(id) {
      const key = draftKey(userId, id);
      const text = unstored.get(key) ?? stored(key) ?? "";
      known.set(key, text);
      return text;
    },
    write(id, text) {
      const key = draftKey(userId, id);
      known.set(key, text);
      if (!keepsFor(userId)) return;
      try {
        if (text === "") localStorage.removeItem(key);
        else localStorage.setItem(key, text);
        unstored.delete(key);
      } catch {
        // A browser that is full: the draft lives as long as the page.
        unstored.set(key, text);
      }
    },
  };
}
