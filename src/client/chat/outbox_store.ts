/**
 * The outbox on the disk of the browser: what was written survives a reload and a crash. When the
 * browser keeps nothing (private windows, a full disk), messages live as long as the page.
 */
import type { OutboxEntry, OutboxStore } from "#protocol/session_ports.ts";
import type { TabOwner } from "./tab_owner.ts";

interface StoredEntry extends OutboxEntry {
  userId: string;
  /** The tab that sends it. */
  owner: string;
}

const databaseName = "team-chat";
const storeName = "outbox";

export function browserOutbox(userId: string, tab: TabOwner): OutboxStore {
  let database: Promise<IDBDatabase> | undefined;
  async function within<T>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | undefined> {
    try {
      database ??= openDatabase();
      const transaction = (await database).transaction(storeName, mode);
      return await finished(act(transaction.objectStore(storeName)));
    } catch {
      return undefined;
    }
  }
  return {
    load: () =>
      tab.whileAdopting(async (lives) => {
        const all = await within<StoredEntry[]>("readonly", (store) => store.getAll());
        const mine = (all ?? []).filter(
          (entry) => entry.userId === userId && (entry.owner === tab.id || !lives(entry.owner)),
        );
        for (const entry of mine) {
          await within("readwrite", (store) => store.put({ ...entry, owner: tab.id }));
        }
        return mine.map(({ userId: _user, owner: _owner, ...entry }) => entry);
      }),
    async save(entry) {
      await within("readwrite", (store) => store.put({ ...entry, userId, owner: tab.id }));
    },
    async remove(clientId) {
      await within("readwrite", (store) => store.delete(clientId));
    },
  };
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1);
  request.addEventListener("upgradeneeded", () => {
    request.result.createObjectStore(storeName, { keyPath: "clientId" });
  });
  return finished(request);
}

function finished<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("not stored")));
  });
}
