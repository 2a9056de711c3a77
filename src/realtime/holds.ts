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
  release(): void;
}

interface OwnHold {
  /** The account that reads; undefined if many are waiting for the result. */
  userId: string | undefined;
  events: EventFrame[];
  isEnded: boolean;
}

export class Holds {
  readonly #byConversation = new Map<string, Set<OwnHold>>();

  /** Holds back events from now on. The caller must release it, whatever happens. */
  begin(conversationId: string, userId?: string): EventHold {
    const holds = this.#byConversation.get(conversationId) ?? new Set();
    const hold: OwnHold = { userId, events: [], isEnded: false };
    this.#byConversation.set(conversationId, holds.add(hold));
    return Object.assign(hold, {
      release: () => {
        holds.delete(hold);
        if (holds.size === 0) this.#byConversation.delete(conversationId);
      },
    });
  }

  add(event: EventFrame): void {
    for (const { events } of this.#of(event.meta.conversationId)) events.push(event);
  }

  /** Nothing more of the conversation reaches this account, even if it is added again. */
  end(conversationId: string, ofUserId: string): void {
    for (const hold of this.#of(conversationId)) {
      if (hold.userId === ofUserId) hold.isEnded = true;
    }
  }

  #of(conversationId: string): Iterable<OwnHold> {
    return this.#byConversation.get(conversationId) ?? [];
  }
}
