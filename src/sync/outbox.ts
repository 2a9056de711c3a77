/**
 * Messages to be sent, in order. Only one per conversation is in flight at a time: if an earlier
 * message were refused for now and a later one stored, they would change order.
 */
import { backoffMs } from "./backoff.ts";
import type { RefusalFrame } from "#wire/frames.ts";
import type { OutboxEntry, OutboxStore } from "./session_ports.ts";

/** After this many refusals that allow a retry, the author decides. */
const automaticTries = 8;

export class Outbox {
  #entries: OutboxEntry[] = [];
  readonly #tries = new Map<string, number>();

  constructor(
    private readonly store: OutboxStore,
    private readonly random: () => number,
  ) {}

  /**
   * Takes over what an earlier page left behind, in the order it was written. Resolves to the
   * conversations concerned.
   */
  async restore(): Promise<string[]> {
    const known = new Set(this.#entries.map(({ clientId }) => clientId));
    const stored = await this.store.load();
    const found = stored
      .filter(({ clientId }) => !known.has(clientId) && !this.find(clientId))
      .map((entry) => (hasFailed(entry) ? entry : queued(entry)));
    const places = new Map(stored.map(({ clientId }, place) => [clientId, place]));
    // Entries that are not in the store yet were written last.
    const placeOf = ({ clientId }: OutboxEntry) => places.get(clientId) ?? stored.length;
    this.#entries = [...this.#entries, ...found].toSorted((a, b) => placeOf(a) - placeOf(b));
    return [...new Set(found.map(({ conversationId }) => conversationId))];
  }

  add(entry: OutboxEntry): void {
    this.#entries = [...this.#entries, entry];
    void this.store.save(entry);
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  /** Of all conversations, in order. */
  get entries(): readonly OutboxEntry[] {
    return this.#entries;
  }

  of(conversationId: string): OutboxEntry[] {
    return this.#entries.filter((entry) => entry.conversationId === conversationId);
  }

  find(clientId: string): OutboxEntry | undefined {
    return this.#entries.find((entry) => entry.clientId === clientId);
  }

  /** The first entry of each conversation that may be sent now. */
  due(nowMs: number): OutboxEntry[] {
    return this.#heads().filter(
      ({ status }) =>
        status.kind === "queued" || (status.kind === "held" && status.retryAtMs <= nowMs),
    );
  }

  /** When the next delayed entry is due. */
  nextDueMs(): number | undefined {
    const times = this.#heads().flatMap(({ status }) =>
      status.kind === "held" ? [status.retryAtMs] : [],
    );
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  markSending(clientId: string, sinceMs: number): void {
    this.#replace(clientId, (entry) => ({ ...entry, status: { kind: "sending", sinceMs } }));
  }

  /** Whether something was sent before `timeMs` and is still unanswered. */
  sendingSince(timeMs: number): boolean {
    return this.#entries.some(({ status }) => status.kind === "sending" && status.sinceMs < timeMs);
  }

  /**
   * The connection is lost and the fate of entries in flight is unknown, so they are sent again.
   */
  requeue(): void {
    this.#entries = this.#entries.map((entry) =>
      entry.status.kind === "sending" ? queued(entry) : entry,
    );
  }

  /** The server has the message. Returns its entry, if there was one. */
  settle(clientId: string): OutboxEntry | undefined {
    const entry = this.find(clientId);
    if (!entry) return undefined;
    this.#entries = this.#entries.filter((other) => other !== entry);
    this.#tries.delete(clientId);
    void this.store.remove(clientId);
    return entry;
  }

  /** The entry a refusal is about: the one it names, otherwise the one in flight there. */
  refused(frame: RefusalFrame): OutboxEntry | undefined {
    const { messageId, conversationId } = frame.meta;
    if (messageId !== undefined) return this.find(messageId);
    return this.#entries.find(
      (entry) =>
        entry.status.kind === "sending" &&
        (conversationId === undefined || entry.conversationId === conversationId),
    );
  }

  /** Delays the entry if a retry may help, and marks it as failed otherwise. */
  refuse(
    clientId: string,
    refusal: RefusalFrame["payload"],
    nowMs: number,
  ): OutboxEntry | undefined {
    return this.#replace(clientId, (entry) => {
      const tries = (this.#tries.get(clientId) ?? 0) + 1;
      const { code, message, retry, retryAfterMs } = refusal;
      if (!retry || tries > automaticTries) {
        this.#tries.delete(clientId);
        const failed: OutboxEntry = { ...entry, status: { kind: "failed", code, message, retry } };
        void this.store.save(failed);
        return failed;
      }
      const ownMs = backoffMs(tries, this.random);
      const retryAtMs = nowMs + Math.max(retryAfterMs ?? ownMs, ownMs);
      this.#tries.set(clientId, tries);
      return { ...entry, status: { kind: "held", retryAtMs, code } };
    });
  }

  /** The author wants a failed message sent after all. */
  retry(clientId: string): OutboxEntry | undefined {
    const entry = this.#replace(clientId, queued);
    if (entry) void this.store.save(entry);
    return entry;
  }

  #heads(): OutboxEntry[] {
    const heads = new Map<string, OutboxEntry>();
    for (const entry of this.#entries) {
      if (!hasFailed(entry) && !heads.has(entry.conversationId)) {
        heads.set(entry.conversationId, entry);
      }
    }
    return [...heads.values()];
  }

  #replace(clientId: string, change: (entry: OutboxEntry) => OutboxEntry): OutboxEntry | undefined {
    const entry = this.find(clientId);
    if (!entry) return undefined;
    const changed = change(entry);
    this.#entries = this.#entries.map((other) => (other === entry ? changed : other));
    return changed;
  }
}

/** Whether only the author can decide what happens to it now. */
export function hasFailed({ status }: OutboxEntry): boolean {
  return status.kind === "failed";
}

function queued(entry: OutboxEntry): OutboxEntry {
  return { ...entry, status: { kind: "queued" } };
}
