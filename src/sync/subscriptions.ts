/**
 * The client's position in each open conversation. Events are passed on in order and once:
 * duplicates are dropped, early events wait, and missing ones are requested again.
 */
import type { EventFrame } from "#wire/events/registry.ts";
import type { Open } from "#wire/client_frames.ts";
import type { Opened } from "#wire/frames.ts";
import type { Position } from "./session_ports.ts";

interface Subscription {
  position?: Position;
  /** An `Open` has been sent and not yet answered. */
  asked: boolean;
  /** Its page is being fetched anew; until then no event can be applied. */
  reloading: boolean;
  /** Its page was fetched anew, but has not proved usable yet. */
  untried: boolean;
  /** How often in a row fetching has failed or the page was unusable. */
  failures: number;
  /** The newest seq mentioned by the server. */
  head: number;
  /** Events that arrived before one that precedes them. */
  early: Map<number, EventFrame>;
}

/**
 * Events kept while an earlier one is missing. Above this number they are dropped; a resume fetches
 * them anyway.
 */
export const earlyEvents = 500;

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

  /**
   * The frame that asks for everything after the position; undefined if one is already on its way.
   */
  ask(conversationId: string): Open | undefined {
    const subscription = this.#open.get(conversationId);
    if (!subscription || subscription.asked || subscription.reloading) return undefined;
    subscription.asked = true;
    return { messageType: "Open", payload: {}, meta: { conversationId, ...subscription.position } };
  }

  /** Requests that will not be answered, after a lost connection or for one conversation. */
  forgetAsked(conversationId?: string): void {
    for (const [id, subscription] of this.#open) {
      if (conversationId === undefined || conversationId === id) subscription.asked = false;
    }
  }

  /** Notes that an event with this `seq` exists. */
  advanceHead(conversationId: string, seq: number): void {
    const subscription = this.#open.get(conversationId);
    if (subscription) subscription.head = Math.max(subscription.head, seq);
  }

  /** Conversations to fetch anew: because of their epoch, or because they already had to be. */
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

  /** Its page, the first or a new one, is still missing. @returns how often in a row */
  reloadFailed(conversationId: string): number {
    if (!this.has(conversationId)) this.set(conversationId, undefined);
    const subscription = this.#open.get(conversationId)!;
    subscription.reloading = true;
    subscription.failures += 1;
    return subscription.failures;
  }

  /** Whether its page is still missing and has not been reported missing again since. */
  isMissing(conversationId: string, failures: number): boolean {
    const subscription = this.#open.get(conversationId);
    return subscription?.reloading === true && subscription.failures === failures;
  }

  /** Whether its page was just fetched anew and has not proved usable yet. */
  isUntried(conversationId: string): boolean {
    return this.#open.get(conversationId)?.untried ?? false;
  }

  /** @returns whether its page is usable; undefined if that is not being tested */
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

  /** @returns the events that can be applied now, in order */
  take(frame: EventFrame): EventFrame[] {
    const subscription = this.#open.get(frame.meta.conversationId);
    if (!subscription?.position || subscription.reloading) return [];
    const { position, early } = subscription;
    subscription.head = Math.max(subscription.head, frame.meta.seq);
    if (frame.meta.seq > position.seq) early.set(frame.meta.seq, frame);
    const ready: EventFrame[] = [];
    for (let next = early.get(position.seq + 1); next; next = early.get(position.seq + 1)) {
      early.delete(next.meta.seq);
      position.seq = next.meta.seq;
      ready.push(next);
    }
    if (early.size > earlyEvents) early.delete(frame.meta.seq);
    if (ready.length > 0) isGood(subscription);
    return ready;
  }

  /** Whether an event is missing that precedes one the server has mentioned. */
  hasGap(conversationId: string): boolean {
    const subscription = this.#open.get(conversationId);
    return subscription !== undefined && subscription.early.size > 0;
  }

  /** Conversations for which events are known to be missing. */
  behind(): string[] {
    const ids: string[] = [];
    for (const [id, { position, head }] of this.#open) {
      if (position && position.seq < head) ids.push(id);
    }
    return ids;
  }
}

/** The server resumes from the position; if the page goes missing again, it is fetched at once. */
function isGood(subscription: Subscription): void {
  subscription.untried = false;
  subscription.failures = 0;
}
