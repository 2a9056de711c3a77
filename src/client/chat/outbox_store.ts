/**
 * The outbox on the disk of the browser: what was written survives a reload and a crash. Where the
 * browser keeps nothing (private windows, a full disk, somebody has signed out), messages live as long
 * as the page, which is told so; what could not be stored is stored once it can be.
 */
import type { OutboxEntry, OutboxStore } from "#sync/session_ports.ts";
import { keepsFor } from "../kept_here.ts";
import { OutboxDatabase, type StoredEntry } from "../outbox_database.ts";
import type { TabOwner } from "./tab_owner.ts";

export class BrowserOutbox implements OutboxStore {
  /** What this tab sends. */
  readonly #entries = new Map<string, StoredEntry>();
  /** Ids of those that are otherwise on the disk, or not there at all. */
  readonly #unwritten = new Set<string>();
  readonly #database = new OutboxDatabase(() => this.#emptied());
  #writing: Promise<void> = Promise.resolve();

  /** @param reportKept is given whether what waits is on the disk, whenever that was tried */
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
        // One from before there was an order is older than those that have one.
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

  /** One after the other: what was written first comes first also where storing it failed once. */
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

  /** The browser lets one tab at a time into such a transaction, so that no order is given twice. */
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
