/**
 * What this browser keeps of what was written and not sent: drafts, and messages that wait. It keeps
 * that for one person, who is signed in here or was last; when another one comes, or somebody signs
 * out, it is deleted, and no page that is still open writes it back.
 */
import { OutboxDatabase, type StoredEntry } from "./outbox_database.ts";

const draftPrefix = "team-chat-draft:";
const personKey = "team-chat-person";
/** A browser that does not answer by then keeps nobody from signing out. */
export const storePatienceMs = 2_000;

export function draftKey(userId: string, id: string): string {
  return `${draftPrefix}${userId}:${id}`;
}

/** Whether the browser stores anything for this person now. */
export function keepsFor(userId: string): boolean {
  try {
    return localStorage.getItem(personKey) === userId;
  } catch {
    return false;
  }
}

/** To be told on every page who is signed in. What other people have left behind is deleted. */
export function keepFor(userId: string): void {
  if (keepsFor(userId)) return;
  try {
    removeDrafts((key) => !key.startsWith(draftKey(userId, "")));
    localStorage.setItem(personKey, userId);
  } catch {
    // Nothing can be stored, and nothing is.
  }
  void removeUnsent((entry) => entry.userId !== userId);
}

/** Deletes all of it: nobody is signed in here any more. */
export function forgetAll(): void {
  try {
    localStorage.removeItem(personKey);
    removeDrafts(() => true);
  } catch {
    // Nothing could be stored.
  }
  void removeUnsent(() => true);
}

/** The messages that wait, where the browser tells of any. */
export async function unsentHere(): Promise<StoredEntry[]> {
  const database = new OutboxDatabase(() => {});
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
  const database = new OutboxDatabase(() => {});
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
