import type { OutboxEntry } from "#sync/session_ports.ts";
import type { BrowserClock } from "./browser_clock.ts";

/** The table in the browser's storage that holds the messages to be sent, by `clientId`. */
const databaseName = "team-chat";
const storeName = "outbox";

/**
 * A browser that answers at all needs milliseconds. Some never answer, and then what was requested
 * is called off, so that it cannot happen later.
 */
const patienceMs = 5_000;

export interface StoredEntry extends OutboxEntry {
  userId: string;
  /** The tab that sends it. */
  owner: string;
  /** Counts up across all tabs, independent of their clocks; assigned when it is first stored. */
  order?: number;
}

export class OutboxDatabase {
  #opened: Promise<IDBDatabase> | undefined;
  readonly #running = new Set<IDBTransaction>();
  /** Resolves when the page is shown again. */
  #awake: Promise<void> = Promise.resolve();
  #wake = () => {};

  /** @param emptied called when the browser has deleted the database with all its contents */
  constructor(
    private readonly clock: Pick<BrowserClock, "after">,
    private readonly emptied: () => void,
  ) {}

  /**
   * Runs `act` in a transaction, and resolves when it is on the disk. Reopens a connection that the
   * browser has closed or that does not answer, once. Rejects if nothing can be stored.
   */
  async within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => T): Promise<T> {
    try {
      return await this.#attempt(mode, act);
    } catch {
      return this.#attempt(mode, act);
    }
  }

  /**
   * For a page that the browser keeps for Back: its transactions would never end, and those of all
   * other pages would wait for them. What is called off is done again after `wake`.
   */
  rest(): void {
    this.#awake = new Promise((resolve) => (this.#wake = resolve));
    for (const transaction of this.#running) abort(transaction);
    this.#forget(this.#opened);
  }

  wake(): void {
    this.#wake();
  }

  async #attempt<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => T): Promise<T> {
    await this.#awake;
    const opened = (this.#opened ??= this.#open());
    let transaction: IDBTransaction | undefined;
    let cancel = () => {};
    const late = new Promise<never>((_resolve, reject) => {
      cancel = this.clock.after(patienceMs, () => {
        reject(new Error("no answer"));
        if (transaction) abort(transaction);
      });
    });
    try {
      transaction = (await Promise.race([opened, late])).transaction(storeName, mode);
      this.#running.add(transaction);
      const done = completed(transaction);
      const result = act(transaction.objectStore(storeName));
      await Promise.race([done, late]);
      return result;
    } catch (error) {
      this.#forget(opened);
      throw error;
    } finally {
      cancel();
      if (transaction) this.#running.delete(transaction);
    }
  }

  async #open(): Promise<IDBDatabase> {
    const request = indexedDB.open(databaseName, 1);
    request.addEventListener("upgradeneeded", () => {
      request.result.createObjectStore(storeName, { keyPath: "clientId" });
    });
    const database = await finished(request);
    const taken = () => {
      this.#forget(this.#opened);
      this.emptied();
    };
    database.addEventListener("close", taken);
    // Another tab wants to delete or upgrade the database, and waits for this connection to close.
    database.addEventListener("versionchange", () => {
      database.close();
      taken();
    });
    return database;
  }

  #forget(opened: Promise<IDBDatabase> | undefined): void {
    if (this.#opened === opened) this.#opened = undefined;
    opened?.then(
      (database) => database.close(),
      () => {},
    );
  }
}

function finished<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("not opened")));
  });
}

/** Nothing that was requested in it happens, unless it has just happened. */
function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by now.
  }
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () =>
      reject(transaction.error ?? new Error("not stored")),
    );
  });
}
