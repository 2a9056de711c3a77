/**
 * Who is online, for users who have a conversation open. Changes in a conversation are sent
 * together, less often the more people there are. A thousand people in a lecture hall receive who
 * came and went, not the list of all thousand each time.
 */
import type { Clock } from "#kit/clock.ts";
import type { Bus } from "#bus/bus.ts";
import { encodeFrame } from "#wire/codec.ts";
import type { OnlineMember } from "./connection.ts";
import { OtherProcesses } from "./other_processes.ts";
import type { Publisher } from "./publisher.ts";
import type { Roster } from "./roster.ts";
import { topics } from "./topics.ts";

const pauseMs = 1_000;
const pausePerPersonMs = 10;

export interface PresencePorts {
  roster: Roster;
  bus: Bus;
  clock: Clock;
  /** Identifies this process on the bus. */
  processId: string;
  publisher: Publisher;
}

export class Presence {
  readonly #others: OtherProcesses;
  /** The online users as last sent to those who have a conversation open here. */
  readonly #published = new Map<string, Set<string>>();
  readonly #scheduled = new Map<string, () => void>();

  constructor(private readonly ports: PresencePorts) {
    const { bus, clock, processId } = ports;
    const changed = (conversationId: string) => this.changed(conversationId);
    this.#others = new OtherProcesses({ bus, clock, processId, changed });
  }

  /**
   * The state for a new reader: what the others were last sent, so that the next change fits
   * everyone, plus the readers themselves.
   */
  snapshot(conversationId: string, reader: OnlineMember): string[] {
    const published = this.#published.get(conversationId) ?? this.#online(conversationId);
    this.#published.set(conversationId, published);
    if (published.has(reader.user.id) || !reader.isMemberOf(conversationId)) return [...published];
    return [...published, reader.user.id];
  }

  /** A user came online or left. Sent after a pause, together with other changes. */
  changed(conversationId: string): void {
    if (this.#scheduled.has(conversationId)) return;
    const people = this.ports.roster.countOf(conversationId);
    const cancel = this.ports.clock.after(pauseMs + people * pausePerPersonMs, () => {
      this.#scheduled.delete(conversationId);
      this.#publish(conversationId);
    });
    this.#scheduled.set(conversationId, cancel);
  }

  /** Tells the other processes that this one is alive, and drops those that are not. */
  cleanUp(): void {
    this.#others.cleanUp();
  }

  stop(): void {
    for (const cancel of this.#scheduled.values()) cancel();
    this.#scheduled.clear();
    this.#others.stop();
  }

  #local(conversationId: string): string[] {
    return this.ports.roster.membersOf(conversationId).map(({ user }) => user.id);
  }

  #online(conversationId: string): Set<string> {
    const online = new Set(this.#local(conversationId));
    for (const id of this.#others.onlineIn(conversationId)) online.add(id);
    return online;
  }

  #publish(conversationId: string): void {
    this.#others.publish(conversationId, this.#local(conversationId));
    const published = this.#published.get(conversationId);
    if (!published) return;
    const audience = topics.open(conversationId);
    if (!this.ports.publisher.hasSubscribers(audience)) {
      this.#published.delete(conversationId);
      return;
    }
    const online = this.#online(conversationId);
    const came = [...online.difference(published)];
    const went = [...published.difference(online)];
    if (came.length === 0 && went.length === 0) return;
    this.#published.set(conversationId, online);
    const meta = { conversationId };
    this.ports.publisher.publish(
      audience,
      encodeFrame({ messageType: "Presence", payload: { came, went }, meta }),
    );
  }
}
