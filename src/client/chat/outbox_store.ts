/**
 * The outbox on the disk of the browser: what was written survives a reload and a crash. Where the
 * browser keeps nothing (private windows, a full disk), messages live as long as the page, which is
 * told so; what could not be stored is stored once it can be.
 */
import type { OutboxEntry, OutboxStore } from "#protocol/session_ports.ts";
import { OutboxDatabase } from "./outbox_database.ts";
import type { TabOwner } from "./tab_owner.ts";

interface StoredEntry extends OutboxEntry {
  userId: string;
  /** The tab that sends it. */
  owner: string;
}

export class BrowserOutbox implements OutboxStore {
  /** What this tab sends. */
  readonly #entries = new Map<string, StoredEntry>();
  /** Ids of those that are otherwise on the disk, or not there at all. */
  readonly #unwritten = new Set<string>();
  readonly #database = new OutboxDatabase(() => this.#emptied());

  /** @param tell told whether what waits is on the disk, whenever that was tried */
  constructor(
    private readonly userId: string,
    private readonly tab: TabOwner,
    private readonly tell: (kept: boolean) => void,
  ) {}

  load(): Promise<OutboxEntry[]> {
    const { tab, userId } = this;
    return tab.whileAdopting(async (lives) => {
      const unknown = (await this.#read()).filter(
        ({ clientId, ...entry }) =>
          entry.userId === userId && !this.#entries.has(clientId) && !this.#unwritten.has(clientId),
      );
      const mine = unknown.filter(({ owner }) => owner === tab.id || !lives(owner));
      for (const { owner } of unknown) if (owner !== tab.id && lives(owner)) tab.watch(owner);
      for (const entry of mine) {
        this.#entries.set(entry.clientId, { ...entry, owner: tab.id });
        this.#unwritten.add(entry.clientId);
      }
      await this.#write();
      return mine.map(({ userId: _user, owner: _owner, ...entry }) => entry);
    });
  }

  async save(entry: OutboxEntry): Promise<void> {
    this.#entries.set(entry.clientId, { ...entry, userId: this.userId, owner: this.tab.id });
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
      this.tell(this.#unwritten.size === 0);
      return request.result;
    } catch {
      this.tell(false);
      return [];
    }
  }

  async #write(): Promise<void> {
    while (this.#unwritten.size > 0) {
      const ids = [...this.#unwritten];
      this.#unwritten.clear();
      try {
        await this.#database.within("readwrite", (store) => {
          for (const id of ids) {
            const entry = this.#entries.get(id);
            if (entry) store.put(entry);
            else store.delete(id);
          }
        });
        this.tell(this.#unwritten.size === 0);
      } catch {
        for (const id of ids) this.#unwritten.add(id);
        return this.tell(false);
      }
    }
  }

  #emptied(): void {
    for (const id of this.#entries.keys()) this.#unwritten.add(id);
    this.tell(this.#unwritten.size === 0);
    void this.#write();
  }
}
