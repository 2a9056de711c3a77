/** A browser's database with one table, which can be made to fail or to stop answering. */
import type { StoredEntry } from "#client/outbox_database.ts";

/** `unopened` and `silent`: no answer to opening or within a transaction. */
type Mood = "working" | "failing" | "full" | "unopened" | "silent";

export class FakeIndexedDb {
  readonly stored = new Map<string, StoredEntry>();
  mood: Mood = "working";
  /** How often the database was opened. */
  openings = 0;
  readonly #unanswered: (() => void)[] = [];

  open(): IDBOpenDBRequest {
    this.openings += 1;
    const request = Object.assign(new EventTarget(), { result: this.#database() });
    const event = new Event(this.mood === "failing" ? "error" : "success");
    this.answer(this.mood === "unopened", () => request.dispatchEvent(event));
    return request as unknown as IDBOpenDBRequest;
  }

  /** Answers everything that has had no answer. */
  wake(): void {
    this.mood = "working";
    for (const answer of this.#unanswered.splice(0)) answer();
  }

  answer(isSilent: boolean, act: () => void): void {
    if (isSilent) this.#unanswered.push(act);
    else queueMicrotask(act);
  }

  #database(): object {
    let isClosed = false;
    return Object.assign(new EventTarget(), {
      close: () => (isClosed = true),
      transaction: () => {
        if (isClosed) throw new DOMException("closed", "InvalidStateError");
        return new FakeTransaction(this);
      },
    });
  }
}

/** All of its requests, or none. */
class FakeTransaction extends EventTarget {
  readonly #requests: ((draft: Map<string, StoredEntry>) => void)[] = [];
  #hasEnded = false;

  constructor(private readonly database: FakeIndexedDb) {
    super();
    const fails = database.mood === "full";
    database.answer(database.mood === "silent", () => (fails ? this.abort() : this.#run()));
  }

  abort(): void {
    if (this.#hasEnded) throw new DOMException("ended", "InvalidStateError");
    this.#hasEnded = true;
    queueMicrotask(() => this.dispatchEvent(new Event("abort")));
  }

  objectStore(): object {
    return {
      getAll: () => {
        const request = Object.assign(new EventTarget(), { result: [] as StoredEntry[] });
        this.#requests.push((draft) => {
          request.result = [...draft.values()];
          request.dispatchEvent(new Event("success"));
        });
        return request;
      },
      put: (entry: StoredEntry) => {
        const copy = structuredClone(entry);
        this.#requests.push((draft) => draft.set(copy.clientId, copy));
      },
      delete: (clientId: string) => {
        this.#requests.push((draft) => draft.delete(clientId));
      },
    };
  }

  #run(): void {
    if (this.#hasEnded) return;
    const { stored } = this.database;
    const draft = new Map(stored);
    // A request may lead to others.
    for (const request of this.#requests) request(draft);
    stored.clear();
    for (const [id, entry] of draft) stored.set(id, entry);
    this.#hasEnded = true;
    this.dispatchEvent(new Event("complete"));
  }
}
