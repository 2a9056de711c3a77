/**
 * The outbox in the browser's storage: unsent messages survive a reload and a crash. If the browser
 * stores nothing (private windows, a full disk, after a sign-out), messages live as long as the
 * page, which is informed; they are stored as soon as that is possible.
 */
import type { OutboxEntry, OutboxStore } from "#sync/session_ports.ts";
import type { BrowserClock } from "../browser_clock.ts";
import { keepsFor } from "../kept_here.ts";
import { OutboxDatabase, type StoredEntry } from "../outbox_database.ts";
import type { TabOwner } from "./tab_owner.ts";

/**
 * After a failure the browser's storage is tried again, so many times with so long a pause. Later
 * it is tried again when there is something new to store.
 */
const retryMs = 5_000;
const retries = 10;

export interface OutboxParts {
  userId: string;
  tab: TabOwner;
  clock: Pick<BrowserClock, "after">;
  /** Called after each attempt with whether the waiting messages are on the disk. */
  reportKept: (kept: boolean) => void;
}

export class BrowserOutbox implements OutboxStore {
  /** Messages that this tab sends. */
  readonly #entries = new Map<string, StoredEntry>();
  /** Messages that are on the disk in another version, or not at all: the latest change of each. */
  readonly #unwritten = new Map<string, number>();
  #changes = 0;
  readonly #database: OutboxDatabase;
  #writing: Promise<void> = Promise.resolve();
  /** Attempts to write that have failed in a row. */
  #failures = 0;
  #cancelRetry = () => {};

  constructor(private readonly parts: OutboxParts) {
    this.#database = new OutboxDatabase(parts.clock, () => this.#emptied());
  }

  /** Leaves the browser's storage alone until `wake`. */
  rest(): void {
    this.#database.rest();
  }

  wake(): void {
    this.#database.wake();
  }

  async load(): Promise<OutboxEntry[]> {
    let hasRead = await this.#adopt();
    for (let retry = 0; !hasRead && retry < retries; retry++) {
      await new Promise<void>((resolve) => this.parts.clock.after(retryMs, resolve));
      hasRead = await this.#adopt();
    }
    return [...this.#entries.values()]
      .toSorted(inOrder)
      .map(({ userId: _user, owner: _owner, order: _order, ...entry }) => entry);
  }

  /** Takes over what this tab has to send. @returns false if the browser's storage cannot be read */
  #adopt(): Promise<boolean> {
    const { tab, userId } = this.parts;
    return tab.whileAdopting(async (isAlive) => {
      const stored = await this.#read();
      if (!stored) return false;
      const unknown = stored.filter(
        ({ clientId, ...entry }) =>
          entry.userId === userId && !this.#entries.has(clientId) && !this.#unwritten.has(clientId),
      );
      const mine = unknown.filter(({ owner }) => owner === tab.id || !isAlive(owner));
      for (const { owner } of unknown) if (owner !== tab.id && isAlive(owner)) tab.watch(owner);
      for (const entry of mine) {
        // Entries from before the order was stored are older than all others.
        this.#entries.set(entry.clientId, { ...entry, owner: tab.id, order: entry.order ?? 0 });
        this.#noteChange(entry.clientId);
      }
      await this.#write();
      return true;
    });
  }

  async save(entry: OutboxEntry): Promise<void> {
    const { userId, tab } = this.parts;
    const order = this.#entries.get(entry.clientId)?.order;
    this.#entries.set(entry.clientId, { ...entry, userId, owner: tab.id, order });
    this.#noteChange(entry.clientId);
    await this.#write();
  }

  async remove(clientId: string): Promise<void> {
    this.#entries.delete(clientId);
    this.#noteChange(clientId);
    await this.#write();
  }

  #noteChange(clientId: string): void {
    this.#unwritten.set(clientId, ++this.#changes);
  }

  async #read(): Promise<StoredEntry[] | undefined> {
    try {
      const request = await this.#database.within("readonly", (store): IDBRequest<StoredEntry[]> =>
        store.getAll(),
      );
      this.parts.reportKept(this.#unwritten.size === 0);
      return request.result;
    } catch {
      this.parts.reportKept(false);
      return undefined;
    }
  }

  /** One at a time, so that the order of writing is kept even after a failure to store. */
  #write(): Promise<void> {
    return (this.#writing = this.#writing.then(() => this.#writeAll()));
  }

  async #writeAll(): Promise<void> {
    while (this.#unwritten.size > 0) {
      if (!keepsFor(this.parts.userId)) return this.parts.reportKept(false);
      const changes = new Map(this.#unwritten);
      try {
        await this.#database.within("readwrite", (store) => this.#put(store, changes));
      } catch {
        this.#retryLater();
        return this.parts.reportKept(false);
      }
      // A message may have changed again meanwhile.
      for (const [id, change] of changes) {
        if (this.#unwritten.get(id) === change) this.#unwritten.delete(id);
      }
      this.#failures = 0;
      this.parts.reportKept(this.#unwritten.size === 0);
    }
  }

  #retryLater(): void {
    this.#cancelRetry();
    this.#failures += 1;
    if (this.#failures > retries) return;
    this.#cancelRetry = this.parts.clock.after(retryMs, () => void this.#write());
  }

  /**
   * The browser allows one tab at a time in such a transaction, so no order number is assigned
   * twice.
   */
  #put(store: IDBObjectStore, changes: ReadonlyMap<string, number>): void {
    const stored: IDBRequest<StoredEntry[]> = store.getAll();
    stored.addEventListener("success", () => {
      let last = Math.max(0, ...stored.result.map(({ order = 0 }) => order));
      for (const id of changes.keys()) if (!this.#entries.has(id)) store.delete(id);
      for (const [id, entry] of this.#entries) {
        if (!changes.has(id)) continue;
        entry.order ??= ++last;
        store.put(entry);
      }
    });
  }

  #emptied(): void {
    for (const id of this.#entries.keys()) this.#noteChange(id);
    this.parts.reportKept(this.#unwritten.size === 0);
    void this.#write();
  }
}

function inOrder(a: StoredEntry, b: StoredEntry): number {
  const [first, second] = [a.order ?? Infinity, b.order ?? Infinity];
  if (first !== second) return first - second;
  return a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0;
}
