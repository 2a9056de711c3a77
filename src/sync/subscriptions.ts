/**
 * Where the client stands in each open conversation. Events pass in order and once: doubles are
 * dropped, what comes early waits, and a gap is asked for again.
 */
import type { EventFrame } from "#wire/events/registry.ts";
import type { Open } from "#wire/client_frames.ts";
import type { Opened } from "#wire/frames.ts";
import type { Position } from "./session_ports.ts";

interface Subscription {
  position?: Position;
  /** An `Open` is on its way. */
  asked: boolean;
  /** Its page is being fetched anew; until then nothing applies to it. */
  reloading: boolean;
  /** Its page was fetched anew, and nothing has shown yet that it is of use. */
  untried: boolean;
  /** How often in a row fetching has failed, or its page was of no use. */
  failures: number;
  /** The newest seq heard of. */
  head: number;
  /** Events that came before one that precedes them. */
  early: Map<number, EventFrame>;
}

/** Events kept while an earlier one is missing; beyond, a resume fetches them anyway. */
const earlyEvents = 500;

export class Subscriptions {
  readonly #open = new Map<string, Subscription>();

  set(conversationId: string, position: Position | undefined): void {
    const before = this.#open.get(conversationId);
    this.#open.set(conversationId, {
      position: position && { ...position },
      asked: false,
      reloading: false,
      untried: before?.reloading ?? false,
      failures: before?.failures ?? 0,
      head: position?.seq ?? 0,
      early: new Map(),
    });
  }

  delete(conversationId: string): boolean {
    return this.#open.delete(conversationId);
  }

  has(conversationId: string): boolean {
    return this.#open.has(conversationId);
  }

  ids(): string[] {
    return [...this.#open.keys()];
  }

  /** The frame that asks for everything after the position; nothing while one is on its way. */
  ask(conversationId: string): Open | undefined {
    const subscription = this.#open.get(conversationId);
    if (!subscription || subscription.asked || subscription.reloading) return undefined;
    subscription.asked = true;
    return { messageType: "Open", payload: {}, meta: { conversationId, ...subscription.position } };
  }

  /** What was asked will not be answered: on a connection that is gone, or of one conversation. */
  forgetAsked(conversationId?: string): void {
    for (const [id, subscription] of this.#open) {
      if (conversationId === undefined || conversationId === id) subscription.asked = false;
    }
  }

  /** Something was said to have happened at `seq`. */
  advanceHead(conversationId: string, seq: number): void {
    const subscription = this.#open.get(conversationId);
    if (subscription) subscription.head = Math.max(subscription.head, seq);
  }

  /** Conversations that have to be fetched anew: by their epoch, or since they had to before. */
  toReload(epoch: string): string[] {
    const ids: string[] = [];
    for (const [id, { position, reloading }] of this.#open) {
      if (reloading || (position && position.epoch !== epoch)) ids.push(id);
    }
    return ids;
  }

  markReloading(conversationId: string): void {
    const subscription = this.#open.get(conversationId);
    if (subscription) subscription.reloading = true;
  }

  /** Its page, the first or a new one, is still missing. @returns how often in a row that was so */
  reloadFailed(conversationId: string): number {
    if (!this.has(conversationId)) this.set(conversationId, undefined);
    const subscription = this.#open.get(conversationId)!;
    subscription.reloading = true;
    subscription.failures += 1;
    return subscription.failures;
  }

  /** Whether its page is still missing, and has not been found missing again since. */
  isMissing(conversationId: string, failures: number): boolean {
    const subscription = this.#open.get(conversationId);
    return subscription?.reloading === true && subscription.failures === failures;
  }

  /** Whether its page has just been fetched anew, and nothing has shown that it is of use. */
  isUntried(conversationId: string): boolean {
    return this.#open.get(conversationId)?.untried ?? false;
  }

  /** @returns whether its page is of use; nothing where that was not asked, or is not any more */
  opened(
    conversationId: string,
    { reload, seq, epoch }: Opened["payload"],
  ): "followed" | "void" | undefined {
    const subscription = this.#open.get(conversationId);
    if (!subscription || subscription.reloading) return undefined;
    subscription.asked = false;
    const { position } = subscription;
    if (reload || (position && (position.epoch !== epoch || position.seq > seq))) {
      subscription.reloading = true;
      return "void";
    }
    isGood(subscription);
    subscription.position ??= { seq, epoch };
    subscription.head = Math.max(subscription.head, seq);
    return "followed";
  }

  /** @returns the events that may be applied now, in order */
  take(frame: EventFrame): EventFrame[] {
    const subscription = this.#open.get(frame.meta.conversationId);
    if (!subscription?.position || subscription.reloading) return [];
    const { position, early } = subscription;
    subscription.head = Math.max(subscription.head, frame.meta.seq);
    if (frame.meta.seq > position.seq && early.size < earlyEvents) early.set(frame.meta.seq, frame);
    const ready: EventFrame[] = [];
    for (let next = early.get(position.seq + 1); next; next = early.get(position.seq + 1)) {
      early.delete(next.meta.seq);
      position.seq = next.meta.seq;
      ready.push(next);
    }
    if (ready.length > 0) isGood(subscription);
    return ready;
  }

  /** Whether events are missing that came before one already heard of. */
  hasGap(conversationId: string): boolean {
    const subscription = this.#open.get(conversationId);
    return subscription !== undefined && subscription.early.size > 0;
  }

  /** Conversations that have not been told all that is known to have happened. */
  behind(): string[] {
    const ids: string[] = [];
    for (const [id, { position, head }] of this.#open) {
      if (position && position.seq < head) ids.push(id);
    }
    return ids;
  }
}

/** The server goes on from the position: the next page that is missing is fetched at once. */
function isGood(subscription: Subscription): void {
  subscription.untried = false;
  subscription.failures = 0;
}
