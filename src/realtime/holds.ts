/**
 * Events that are held back for somebody who is reading a conversation's present state: from the
 * moment the reading begins, so that nothing falls between what was read and what is sent live.
 */
import type { EventFrame } from "#wire/events/registry.ts";

export interface EventHold {
  /** What was delivered in the conversation since, oldest first. */
  readonly events: readonly EventFrame[];
  /** Whether the reader was removed, or the conversation deleted, since. */
  readonly isEnded: boolean;
  release(): void;
}

interface OwnHold {
  /** Whose reading it is; nobody's when many are waiting for it. */
  userId: string | undefined;
  events: EventFrame[];
  isEnded: boolean;
}

export class Holds {
  readonly #byConversation = new Map<string, Set<OwnHold>>();

  /** Holds back what is delivered from now on; the caller releases it whatever happens. */
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

  /** Nothing more of the conversation reaches this account: also not when it is added again. */
  end(conversationId: string, ofUserId: string): void {
    for (const hold of this.#of(conversationId)) {
      if (hold.userId === ofUserId) hold.isEnded = true;
    }
  }

  #of(conversationId: string): Iterable<OwnHold> {
    return this.#byConversation.get(conversationId) ?? [];
  }
}
