import { draftKey, keepsFor } from "../kept_here.ts";

/**
 * Drafts per person and group, kept across reloads. A draft of an edit is stored under the
 * message's id.
 */
export interface Drafts {
  read(id: string): string;
  write(id: string, text: string): void;
}

export function browserDrafts(userId: string): Drafts {
  /** Drafts that the browser could not store; newer than those it has. */
  const unstored = new Map<string, string>();
  /**
   * The drafts as this page knows them. It keeps them even if the browser no longer stores
   * anything.
   */
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
        // The browser's storage is full: the draft lives as long as the page.
        unstored.set(key, text);
      }
    },
  };
}
