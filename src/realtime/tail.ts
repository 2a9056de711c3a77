/**
 * Follows the log. Entries this process has appended itself are delivered from hand; everything
 * else is read. Strictly in order, each once: a nudge may come twice, late or not at all.
 */
import type { Clock } from "#kit/clock.ts";
import type { LogEntry } from "#core/log/log_entry.ts";

export interface TailPorts {
  /** The log after an id, oldest first. */
  read(after: { id: number; limit: number }): Promise<LogEntry[]>;
  /** Changes when somebody else has written to the database. */
  version(): Promise<number>;
  deliver(entry: LogEntry): void;
  failed(error: unknown): void;
  clock: Clock;
}

const readLimit = 500;
/** A lost nudge costs at most this. */
const pollMs = 200;

export class Tail {
  #lastId: number;
  #reading = false;
  #wanted = false;
  #version = -1;
  #stopped = false;
  #cancelPoll = () => {};

  constructor(
    private readonly ports: TailPorts,
    /** Where the log stands now: what came before is nobody's news. */
    startId: number,
  ) {
    this.#lastId = startId;
    this.#schedulePoll();
  }

  /** The id up to which everything was delivered. */
  get lastId(): number {
    return this.#lastId;
  }

  /** This process has committed these, in this order. */
  announce(entries: LogEntry[]): void {
    if (this.#reading || entries[0]?.id !== this.#lastId + 1) return this.nudge();
    for (const entry of entries) this.#deliver(entry);
  }

  /** There may be something new. */
  nudge(): void {
    this.#wanted = true;
    if (!this.#reading && !this.#stopped) void this.#read();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelPoll();
  }

  async #read(): Promise<void> {
    this.#reading = true;
    try {
      while (this.#wanted && !this.#stopped) {
        this.#wanted = false;
        const entries = await this.ports.read({ id: this.#lastId, limit: readLimit });
        for (const entry of entries) this.#deliver(entry);
        if (entries.length === readLimit) this.#wanted = true;
      }
    } catch (error) {
      this.ports.failed(error);
      // The next poll reads again, whatever the version says.
      this.#version = -1;
    } finally {
      this.#reading = false;
    }
  }

  #deliver(entry: LogEntry): void {
    this.#lastId = entry.id;
    try {
      this.ports.deliver(entry);
    } catch (error) {
      this.ports.failed(error);
    }
  }

  #schedulePoll(): void {
    if (this.#stopped) return;
    this.#cancelPoll = this.ports.clock.after(pollMs, () => void this.#poll());
  }

  async #poll(): Promise<void> {
    try {
      const version = await this.ports.version();
      if (version !== this.#version) this.nudge();
      this.#version = version;
    } catch (error) {
      this.ports.failed(error);
    }
    this.#schedulePoll();
  }
}
