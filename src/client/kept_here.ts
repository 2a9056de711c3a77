/**
 * Drafts and unsent messages that this browser stores, for one person only: the one who is signed
 * in here, or was last. When another person signs in, or someone signs out, they are deleted, and
 * no page that is still open writes them back.
 */
import { browserClock } from "./browser_clock.ts";
import { OutboxDatabase, type StoredEntry } from "./outbox_database.ts";

const draftPrefix = "team-chat-draft:";
const personKey = "team-chat-person";
/** Signing out does not wait longer than this for the browser's storage. */
export const storePatienceMs = 2_000;

export function draftKey(userId: string, id: string): string {
  return `${draftPrefix}${userId}:${id}`;
}

/** Whether the browser currently stores anything for this person. */
export function keepsFor(userId: string): boolean {
  try {
    return localStorage.getItem(personKey) === userId;
  } catch {
    return false;
  }
}

/** Called on every page with the person who is signed in. Deletes what other people left behind. */
export function keepFor(userId: string): void {
  if (keepsFor(userId)) return;
  try {
    removeDrafts((key) => !key.startsWith(draftKey(userId, "")));
    localStorage.setItem(personKey, userId);
  } catch {
    // Nothing can be stored, so nothing is.
  }
  void removeUnsent((entry) => entry.userId !== userId);
}

/** Deletes everything: nobody is signed in here now. */
export function forgetAll(): void {
  try {
    localStorage.removeItem(personKey);
    removeDrafts(() => true);
  } catch {
    // Nothing could be stored.
  }
  void removeUnsent(() => true);
}

/** The waiting messages, as far as the browser can tell. */
export async function unsentHere(): Promise<StoredEntry[]> {
  const database = new OutboxDatabase(browserClock, () => {});
  try {
    const all = await database.within("readonly", (store): IDBRequest<StoredEntry[]> =>
      store.getAll(),
    );
    return all.result;
  } catch {
    return [];
  }
}

function removeDrafts(isOld: (key: string) => boolean): void {
  const drafts = Object.keys(localStorage).filter((key) => key.startsWith(draftPrefix));
  for (const key of drafts) if (isOld(key)) localStorage.removeItem(key);
}

async function removeUnsent(isOld: (entry: StoredEntry) => boolean): Promise<void> {
  const database = new OutboxDatabase(browserClock, () => {});
  try {
    await database.within("readwrite", (store) => {
      const all: IDBRequest<StoredEntry[]> = store.getAll();
      all.addEventListener("success", () => {
        for (const entry of all.result) if (isOld(entry)) store.delete(entry.clientId);
      });
    });
  } catch {
    // Nothing could be stored.
  }
}
