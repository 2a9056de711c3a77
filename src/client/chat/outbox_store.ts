/**
 * The outbox in the browser's storage: unsent messages survive a reload and a crash. If the browser
 * stores nothing (private windows, a full disk, after a sign-out), messages live as long as the
 * page, which is informed; they are stored as soon as that is possible.
 */
import type { OutboxEntry, OutboxStore } from "#sync/session_ports.ts";
import { keepsFor } from "../kept_here.ts";
import { OutboxDatabase, type StoredEntry } from "../outbox_database.ts";
import type { TabOwner } from "./tab_owner.ts";

export class BrowserOutbox implements OutboxStore {
  /** Messages that this tab sends. */
  readonly #entries = new Map<string, StoredEntry>();
  /** Ids of messages that are on the disk in another version, or not at all. */
  readonly #unwritten = new Set<string>();
  readonly #database = new OutboxDatabase(() => this.#emptied());
  #writing: Promise<void> = Promise.resolve();

  /**
   * @param reportKept called after each attempt with whether the waiting messages are on the disk
   */
  constructor(
    private readonly userId: string,
    private readonly tab: TabOwner,
    private readonly reportKept: (kept: boolean) => void,
  ) {}

  load(): Promise<OutboxEntry[]> {
    const { tab, userId } = this;
    return tab.whileAdopting(async (isAlive) => {
      const unknown = (await this.#read()).filter(
        ({ clientId, ...entry }) =>
          entry.userId === userId && !this.#entries.has(clientId) && !this.#unwritten.has(clientId),
      );
      const mine = unknown.filter(({ owner }) => owner === tab.id || !isAlive(owner));
      for (const { owner } of unknown) if (owner !== tab.id && isAlive(owner)) tab.watch(owner);
      for (const entry of mine) {
        // Entries from before the order was stored are older than all others.
        this.#entries.set(entry.clientId, { ...entry, owner: tab.id, order: entry.order ?? 0 });
        this.#unwritten.add(entry.clientId);
      }
      await this.#write();
      return [...this.#entries.values()]
        .toSorted(inOrder)
        .map(({ userId: _user, owner: _owner, order: _order, ...entry }) => entry);
    });
  }

  async save(entry: OutboxEntry): Promise<void> {
    const { userId, tab } = this;
    const order = this.#entries.get(entry.clientId)?.order;
    this.#entries.set(entry.clientId, { ...entry, userId, owner: tab.id, order });
    this.#unwritten.add(entry.clientId);
    await this.#write();
  }

  async remove(clientId: string): Promise<void> {
    this.#entries.delete(clientId);
    this.#unwritten.add(clientId);
    await this.#write();
  }

  async #read(): Promise<StoredEntry[]> {
    try {
      const request = await this.#database.within("readonly", (store): IDBRequest<StoredEntry[]> =>
        store.getAll(),
      );
      this.reportKept(this.#unwritten.size === 0);
      return request.result;
    } catch {
      this.reportKept(false);
      return [];
    }
  }

  /** One at a time, so that the order of writing is kept even after a failure to store. */
  #write(): Promise<void> {
    return (this.#writing = this.#writing.then(() => this.#writeAll()));
  }

  async #writeAll(): Promise<void> {
    while (this.#unwritten.size > 0) {
      if (!keepsFor(this.userId)) return this.reportKept(false);
      const ids = new Set(this.#unwritten);
      this.#unwritten.clear();
      try {
        await this.#database.within("readwrite", (store) => this.#put(store, ids));
        this.reportKept(this.#unwritten.size === 0);
      } catch {
        for (const id of ids) this.#unwritten.add(id);
        return this.reportKept(false);
      }
    }
  }

  /**
   * The browser allows one tab at a time in such a transaction, so no order number is assigned
   * twice.
   */
  #put(store: IDBObjectStore, ids: ReadonlySet<string>): void {
    const stored: IDBRequest<StoredEntry[]> = store.getAll();
    stored.addEventListener("success", () => {
      let last = Math.max(0, ...stored.result.map(({ order = 0 }) => order));
      for (const id of ids) if (!this.#entries.has(id)) store.delete(id);
      for (const [id, entry] of this.#entries) {
        if (!ids.has(id)) continue;
        entry.order ??= ++last;
        store.put(entry);
      }
    });
  }

  #emptied(): void {
    for (const id of this.#entries.keys()) this.#unwritten.add(id);
    this.reportKept(this.#unwritten.size === 0);
    void this.#write();
  }
}

function inOrder(a: StoredEntry, b: StoredEntry): number {
  const [first, second] = [a.order ?? Infinity, b.order ?? Infinity];
  if (first !== second) return first - second;
  return a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0;
}
