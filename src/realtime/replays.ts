/**
 * What clients have missed, encoded. Those who return to a group together ask for the same: it is
 * read and encoded once for all who ask within a second. Nobody's rights depend on it; the caller
 * has checked them.
 */
import type { Clock } from "#kit/clock.ts";
import type { LogEntry } from "#core/log/log_entry.ts";
import { limits } from "#wire/limits.ts";

/** Everyone who may read the conversation is sent the same events. */
export interface ReplayRange {
  conversationId: string;
  afterSeq: number;
  /**
   * Inclusive: the newest event that this process has delivered. An edit or a removal takes a seq
   * of its own, so a replay from before it has another range.
   */
  upToSeq: number;
}

/** The encoded events, oldest first; undefined if they cannot be sent, as when they are too large. */
export type Replay = readonly string[] | undefined;

export interface ReplaysPorts {
  clock: Clock;
  /** Reads the events of a range and encodes each; undefined if the page has to be fetched anew. */
  read(range: ReplayRange): Promise<Replay>;
}

/** From the beginning of the read. Clients that lost their connections return within as long. */
const sharedMs = 1_000;
/** What is kept of all conversations together; if it is more, the oldest go first. */
const sharedBytesMax = 4 * 1024 * 1024;

interface Kept {
  conversationId: string;
  replay: Promise<Replay>;
  /** Known when it has been read. */
  bytes: number;
}

export class Replays {
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  constructor(private readonly ports: ReplaysPorts) {}

  of(range: ReplayRange): Promise<Replay> {
    const key = `${range.afterSeq} ${range.upToSeq} ${range.conversationId}`;
    const known = this.#kept.get(key);
    if (known) return known.replay;
    const { conversationId } = range;
    const kept: Kept = { conversationId, replay: Promise.resolve(undefined), bytes: 0 };
    kept.replay = this.#read(range, key, kept);
    this.#kept.set(key, kept);
    this.ports.clock.after(sharedMs, () => this.#drop(key, kept));
    return kept.replay;
  }

  /** This process has changed these conversations; the log may deliver that a moment later. */
  committed(entries: readonly LogEntry[]): void {
    for (const entry of entries) {
      if (entry.scope === "conversation") this.#forget(entry.frame.meta.conversationId);
    }
  }

  #forget(conversationId: string): void {
    for (const [key, kept] of this.#kept) {
      if (kept.conversationId === conversationId) this.#drop(key, kept);
    }
  }

  async #read(range: ReplayRange, key: string, kept: Kept): Promise<Replay> {
    try {
      const events = await this.ports.read(range);
      if (!events) return undefined;
      const bytes = events.reduce((sum, event) => sum + Buffer.byteLength(event), 0);
      if (bytes > limits.replayBytes) return undefined;
      this.#measured(key, kept, bytes);
      return events;
    } catch (error) {
      this.#drop(key, kept);
      throw error;
    }
  }

  #measured(key: string, kept: Kept, bytes: number): void {
    if (this.#kept.get(key) !== kept) return;
    kept.bytes = bytes;
    this.#bytes += bytes;
    for (const [oldest, { bytes: freed }] of this.#kept) {
      if (this.#bytes <= sharedBytesMax) return;
      this.#kept.delete(oldest);
      this.#bytes -= freed;
    }
  }

  #drop(key: string, kept: Kept): void {
    if (this.#kept.get(key) !== kept) return;
    this.#kept.delete(key);
    this.#bytes -= kept.bytes;
  }
}
