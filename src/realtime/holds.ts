/**
 * Holds back a conversation's events while its current state is being read, from the beginning of
 * the read, so that none is lost between the state and live delivery.
 */
import type { EventFrame } from "#wire/events/registry.ts";

export interface EventHold {
  /** The events delivered in the conversation since, oldest first. */
  readonly events: readonly EventFrame[];
  /** Whether the reader was removed, or the conversation deleted, since. */
  readonly isEnded: boolean;
}

export interface HeldRead {
  conversationId: string;
  /** The account that reads; missing if many are waiting for the result. */
  userId?: string;
}

interface OwnHold extends HeldRead {
  events: EventFrame[];
  isEnded: boolean;
}

export class Holds {
  /** There are only as many as there are reads at the moment. */
  readonly #holds = new Set<OwnHold>();

  /** Holds back the events that are delivered until `read` has ended, in whatever way. */
  async during<Result>(
    which: HeldRead,
    read: (held: EventHold) => Promise<Result>,
  ): Promise<Result> {
    const hold: OwnHold = { ...which, events: [], isEnded: false };
    this.#holds.add(hold);
    try {
      return await read(hold);
    } finally {
      this.#holds.delete(hold);
    }
  }

  /** Whether a conversation is being read. */
  has(conversationId: string): boolean {
    for (const hold of this.#holds) if (hold.conversationId === conversationId) return true;
    return false;
  }

  add(event: EventFrame): void {
    for (const { conversationId, events } of this.#holds) {
      if (conversationId === event.meta.conversationId) events.push(event);
    }
  }

  /** Nothing more of the conversation reaches this account, even if it is added again. */
  end({ conversationId, userId }: Required<HeldRead>): void {
    for (const hold of this.#holds) {
      if (hold.conversationId === conversationId && hold.userId === userId) hold.isEnded = true;
    }
  }
}
