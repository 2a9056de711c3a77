/**
 * Decides which connections receive each log entry. Entries arrive in order, each event is encoded
 * once per wire variant, and a removed member receives nothing after the removal.
 */
import { Emitter } from "#kit/emitter.ts";
import type { Actor } from "#core/context.ts";
import type { LogEntry, AccountEvent } from "#core/log/log_entry.ts";
import { seesEverything, seesOthers } from "#core/permissions.ts";
import { closeCodes } from "#wire/codes.ts";
import { counterOf } from "#wire/counter.ts";
import type { EventEffects, EventMeta } from "#wire/events/event_kind.ts";
import { eventKindOf, type EventFrame } from "#wire/events/registry.ts";
import type { MessageView } from "#wire/views.ts";
import type { OriginalChatMessage, ServerFrame, SignedOutReason } from "#wire/frames.ts";
import type { Connection, OnlineMember } from "./connection.ts";
import { exclude } from "./exclude.ts";
import type { Holds } from "./holds.ts";
import type { RecentChanges } from "./recent_changes.ts";
import type { Roster } from "./roster.ts";
import { topics } from "./topics.ts";
import { originalFrame } from "./original_frame.ts";

export interface HubPorts {
  roster: Roster;
  changes: RecentChanges;
  /** Events held back during reads. */
  holds: Holds;
  /** Encodes an event once, and only if there are subscribers. */
  publish(topic: string, frame: () => ServerFrame | OriginalChatMessage): void;
  /** Sends a user the conversation as an entry of their list. */
  listChanged(member: OnlineMember, conversationId: string): void;
  /** Records that staff continue reading a conversation they are not a member of. */
  oversee(actor: Actor, conversationId: string): void;
  membersChanged(conversationId: string): void;
  /** The groups have a new order. */
  orderChanged(): void;
  /** A message was posted, whether or not it is known here. */
  posted(conversationId: string): void;
  nowIso(): string;
}

/** What was delivered of a conversation: the newest seq, and that of the newest message. */
interface Known {
  head?: number;
  newestMessage?: number;
}

/** Something that waits for approval: its author and staff fetch it again. */
function heldChanged({ connections }: OnlineMember, conversationId: string): void {
  for (const connection of connections) {
    const { state } = connection;
    if (state.kind !== "identified" || state.dialect === "original") continue;
    connection.send({ messageType: "HeldChanged", payload: {}, meta: { conversationId } });
  }
}

export class Hub {
  /** An account has changed or was deleted. */
  readonly accountChanged = new Emitter<OnlineMember>();
  readonly #known = new Map<string, Known>();

  constructor(private readonly ports: HubPorts) {}

  /** @returns undefined if only the database knows */
  headOf(conversationId: string): number | undefined {
    return this.#known.get(conversationId)?.head;
  }

  /** Stores what was read from the database; from then on the log keeps it up to date. */
  noteHead(conversationId: string, head: number): void {
    this.#know(conversationId, { head });
  }

  deliver(entry: LogEntry): void {
    this.ports.changes.note(entry);
    if (entry.scope === "conversation") return this.#event(entry.frame);
    if (entry.scope === "order") return this.ports.orderChanged();
    if (entry.scope === "unreadable") return;
    if (entry.scope === "looked") return this.#looked(entry.conversationId);
    if (entry.scope === "posted") return this.#passed(entry);
    this.#accountEvent(entry.userId, entry.event);
  }

  /** Follows a conversation with all of its events. */
  follow(connection: Connection, conversationId: string): void {
    if (connection.state.kind !== "identified") return;
    connection.addOpen(conversationId);
    if (connection.state.dialect === "original")
      return connection.subscribe(topics.original(conversationId));
    connection.unsubscribe(topics.passive(conversationId));
    connection.subscribe(topics.open(conversationId));
  }

  /** Returns to counters, for a member; to nothing, for all others. */
  unfollow(connection: Connection, conversationId: string): void {
    connection.dropOpen(conversationId);
    connection.unsubscribe(topics.open(conversationId));
    connection.unsubscribe(topics.original(conversationId));
    if (connection.state.kind !== "identified" || connection.state.dialect === "original") return;
    if (connection.state.member.isMemberOf(conversationId)) {
      connection.subscribe(topics.passive(conversationId));
    }
  }

  signOut(connection: Connection, reason: SignedOutReason): void {
    if (connection.state.kind === "identified" && connection.state.dialect === "current") {
      connection.send({
        messageType: "SignedOut",
        payload: { reason },
        meta: { timestamp: this.ports.nowIso() },
      });
    }
    connection.close(closeCodes.signedOut, reason);
  }

  #event(frame: EventFrame): void {
    const { conversationId, seq } = frame.meta;
    const effects = eventKindOf(frame).effects(frame);
    this.#know(conversationId, { head: seq });
    // Unsubscribe before the event is sent: a removed member receives nothing with this seq or a
    // later one.
    if (effects.left) this.#removed(effects.left.userId, conversationId);
    this.ports.holds.add(frame);
    this.ports.publish(topics.open(conversationId), () => frame);
    if (effects.posted) this.#posted(effects.posted);
    if (effects.member) this.#memberPut(effects.member, frame.meta);
    if (effects.left || effects.member) this.ports.membersChanged(conversationId);
    if (effects.relisted || (effects.revised && this.#isShownInLists(effects.revised))) {
      this.#everyoneConcerned(conversationId, (member) =>
        this.ports.listChanged(member, conversationId),
      );
    }
    if (effects.ended) this.#ended(conversationId);
  }

  #looked(conversationId: string): void {
    this.ports.publish(topics.open(conversationId), () => ({
      messageType: "Looked",
      payload: {},
      meta: { conversationId },
    }));
  }

  #passed({ conversationId, seq }: { conversationId: string; seq: number }): void {
    this.#know(conversationId, { head: seq, newestMessage: seq });
    this.ports.posted(conversationId);
  }

  #posted(message: MessageView): void {
    const { conversationId, seq } = message;
    this.#know(conversationId, { newestMessage: seq });
    this.ports.posted(conversationId);
    this.ports.publish(topics.original(conversationId), () => originalFrame(message));
    this.ports.publish(topics.passive(conversationId), () => counterOf(message));
  }

  #memberPut(
    { userId, role }: NonNullable<EventEffects["member"]>,
    { conversationId, seq }: EventMeta,
  ): void {
    const member = this.ports.roster.get(userId);
    if (member) {
      this.ports.roster.setRole(member, conversationId, role);
      this.ports.listChanged(member, conversationId);
    }
    // Staff see a new group even if they are not members. Of which course it is, the list says.
    if (seq === 1) {
      for (const staff of this.ports.roster.all()) {
        if (seesOthers(staff.user)) this.ports.listChanged(staff, conversationId);
      }
    }
  }

  #ended(conversationId: string): void {
    this.#known.delete(conversationId);
    this.#everyoneConcerned(conversationId, (member) =>
      exclude(this.ports, member, conversationId),
    );
  }

  /** This may be the newest message, or the newest known here. */
  #isShownInLists({ conversationId, seq }: MessageView): boolean {
    return seq >= (this.#known.get(conversationId)?.newestMessage ?? seq);
  }

  #know(conversationId: string, known: Known): void {
    this.#known.set(conversationId, { ...this.#known.get(conversationId), ...known });
  }

  #removed(userId: string, conversationId: string): void {
    const member = this.ports.roster.get(userId);
    if (!member) return;
    if (!seesEverything(member.user)) {
      exclude(this.ports, member, conversationId);
      // Staff of its course still see it; the list says so.
      if (seesOthers(member.user)) this.ports.listChanged(member, conversationId);
      return;
    }
    this.ports.roster.dropRole(member, conversationId);
    for (const connection of member.connections) {
      connection.unsubscribe(topics.passive(conversationId));
    }
    const reading = member.connections.find(({ open }) => open.includes(conversationId));
    if (reading?.actor) this.ports.oversee(reading.actor, conversationId);
    this.ports.listChanged(member, conversationId);
  }

  #accountEvent(userId: string, event: AccountEvent): void {
    const member = this.ports.roster.get(userId);
    if (!member) return;
    if (event.kind === "user_changed") return this.accountChanged.emit(member);
    if (event.kind === "held_changed") return heldChanged(member, event.conversationId);
    const { sessionIds, reason } = event;
    const ended = member.connections.filter(
      ({ actor }) => sessionIds === "all" || sessionIds.includes(actor?.sessionId ?? ""),
    );
    for (const connection of ended) {
      // The device that has the new session reconnects with it; others cannot.
      if (reason === "renewed") connection.close(closeCodes.goingAway, reason);
      else this.signOut(connection, reason);
    }
  }

  #everyoneConcerned(conversationId: string, act: (member: OnlineMember) => void): void {
    const concerned = new Set(this.ports.roster.membersOf(conversationId));
    for (const member of this.ports.roster.all()) {
      if (seesOthers(member.user) && member.sees(conversationId)) concerned.add(member);
    }
    for (const member of concerned) act(member);
  }
}
