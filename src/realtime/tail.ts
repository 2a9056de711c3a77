/**
 * Follows the log. Entries that this process has appended itself are passed in; all others are
 * read. Delivers strictly in order, each entry once, though nudges may be repeated, late or lost.
 */
import type { Clock } from "#kit/clock.ts";
import { followsAtOnce, type LogEntry, type LogPosition } from "#core/log/log_entry.ts";

export interface TailPorts {
  /** The log after a position, oldest first. */
  read(range: { after: LogPosition; limit: number }): Promise<LogEntry[]>;
  /** Calls back when another process may have written to the database. */
  watch(watcher: { changed(): void; failed(error: unknown): void }): () => void;
  /** Whether more of the entry is needed now than was when it was read. */
  isIncomplete(entry: LogEntry): boolean;
  deliver(entry: LogEntry): void;
  failed(error: unknown): void;
  clock: Clock;
}

const readLimit = 500;
/** The delay after a failed read. */
const retryMs = 200;

export class Tail {
  #position: LogPosition;
  #reading = false;
  #wanted = false;
  #stopped = false;
  #cancelRetry = () => {};
  readonly #unwatch: () => void;

  constructor(
    private readonly ports: TailPorts,
    /** The end of the log at the start; earlier entries are not delivered. */
    start: LogPosition,
  ) {
    this.#position = start;
    this.#unwatch = ports.watch({
      changed: () => this.nudge(),
      failed: (error) => ports.failed(error),
    });
  }

  /** Everything up to here has been delivered. */
  get position(): LogPosition {
    return this.#position;
  }

  /** Entries that this process has committed, in this order. */
  committed(entries: LogEntry[]): void {
    const [first] = entries;
    if (this.#reading || !first || !followsAtOnce(first, this.#position)) return this.nudge();
    for (const entry of entries) this.#deliver(entry);
  }

  /** There may be new entries. */
  nudge(): void {
    this.#wanted = true;
    if (!this.#reading && !this.#stopped) void this.#read();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry();
    this.#unwatch();
  }

  async #read(): Promise<void> {
    this.#reading = true;
    try {
      while (this.#wanted && !this.#stopped) {
        this.#wanted = false;
        const entries = await this.ports.read({ after: this.#position, limit: readLimit });
        for (const entry of entries) {
          if (this.ports.isIncomplete(entry)) {
            this.#wanted = true;
            break;
          }
          this.#deliver(entry);
        }
        if (entries.length === readLimit) this.#wanted = true;
      }
    } catch (error) {
      this.ports.failed(error);
      this.#cancelRetry();
      this.#cancelRetry = this.ports.clock.after(retryMs, () => this.nudge());
    } finally {
      this.#reading = false;
    }
  }

  #deliver(entry: LogEntry): void {
    this.#position = entry.position;
    try {
      this.ports.deliver(entry);
    } catch (error) {
      this.ports.failed(error);
    }
  }
}
