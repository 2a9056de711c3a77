/** Sends users the current list entry of a conversation, with one read for all who are waiting. */
import type { Services } from "#core/context.ts";
import { listedFor } from "#core/groups/groups.ts";
import { counterOf } from "#wire/counter.ts";
import { eventKindOf, type EventFrame } from "#wire/events/registry.ts";
import type { ConversationView } from "#wire/views.ts";
import type { OnlineMember } from "./connection.ts";
import { exclude } from "./exclude.ts";
import type { Holds } from "./holds.ts";
import type { Roster } from "./roster.ts";
import { topics } from "./topics.ts";

export interface ListChangesPorts {
  db: Services["db"];
  roster: Roster;
  holds: Holds;
  failed(error: unknown): void;
}

export class ListChanges {
  readonly #waiting = new Map<string, Set<OnlineMember>>();
  readonly #reading = new Set<string>();

  constructor(private readonly ports: ListChangesPorts) {}

  /** A member's list entry has changed. Changes during a read are read again. */
  changed(member: OnlineMember, conversationId: string): void {
    const waiting = this.#waiting.get(conversationId) ?? new Set();
    this.#waiting.set(conversationId, waiting.add(member));
    if (!this.#reading.has(conversationId)) void this.#sendAll(conversationId);
  }

  async #sendAll(conversationId: string): Promise<void> {
    this.#reading.add(conversationId);
    // Reads once for all users whom one log entry concerns.
    await Promise.resolve();
    let members = this.#takeWaiting(conversationId);
    while (members) {
      await this.#send(conversationId, members).catch((error: unknown) => this.ports.failed(error));
      members = this.#takeWaiting(conversationId);
    }
    this.#reading.delete(conversationId);
  }

  #takeWaiting(conversationId: string): Set<OnlineMember> | undefined {
    const members = this.#waiting.get(conversationId);
    this.#waiting.delete(conversationId);
    return members;
  }

  #send(conversationId: string, members: Set<OnlineMember>): Promise<void> {
    const { db, roster, holds } = this.ports;
    return holds.during({ conversationId }, async ({ events }) => {
      const userIds = [...members].map(({ user }) => user.id);
      const views = await listedFor(db, conversationId, userIds);
      for (const member of members) {
        const view = views.get(member.user.id);
        if (view && !view.memberRole && member.user.office) {
          member.seeByOffice(conversationId, true);
        }
        // Removed during the read: the log has already ended the subscription. Or never seen.
        if (!member.sees(conversationId)) continue;
        if (view) sendListed(member, view, events);
        else exclude({ roster, holds }, member, conversationId);
      }
    });
  }
}

/** Counters sent during the read were followed by an older entry, so they are sent again. */
function sendListed(
  member: OnlineMember,
  conversation: ConversationView,
  held: readonly EventFrame[],
): void {
  const { id: conversationId } = conversation;
  for (const connection of member.connections) {
    if (connection.state.kind !== "identified" || connection.state.dialect === "original") continue;
    const counts = member.isMemberOf(conversationId) && !connection.open.includes(conversationId);
    if (counts) connection.subscribe(topics.passive(conversationId));
    connection.send({
      messageType: "ConversationListed",
      payload: { conversation },
      meta: { conversationId },
    });
    if (!counts) continue;
    for (const event of held) {
      const { posted } = eventKindOf(event).effects(event);
      if (posted && posted.seq > conversation.seq) connection.send(counterOf(posted));
    }
  }
}
