/**
 * Who is online, for those who look at a conversation. Coalesced: what has changed in a conversation
 * is sent at most once in a while, the more people the longer the while. A thousand people in a
 * lecture hall receive who came and went, not each time who all the thousand are.
 */
import type { Clock } from "#kit/clock.ts";
import type { Bus } from "#bus/bus.ts";
import { channels, type OnlineThere } from "#bus/channels.ts";
import { encodeFrame } from "#wire/codec.ts";
import type { OnlineMember } from "./connection.ts";
import type { Publisher } from "./publisher.ts";
import type { Roster } from "./roster.ts";
import { topics } from "./topics.ts";

const pauseMs = 1_000;
const pausePerPersonMs = 10;
/** What another process said of its people is believed this long, and repeated before that. */
const remoteLifeMs = 75_000;
const repeatMs = 30_000;

interface Remote {
  online: string[];
  at: number;
}

export interface PresencePorts {
  roster: Roster;
  bus: Bus;
  clock: Clock;
  /** Names this process on the bus. */
  processId: string;
  publisher: Publisher;
}

export class Presence {
  /** By conversation, then by process. */
  readonly #remote = new Map<string, Map<string, Remote>>();
  /** Who was online as those know it who look at a conversation here. */
  readonly #published = new Map<string, Set<string>>();
  readonly #scheduled = new Map<string, () => void>();
  /** Conversations whose people of this process the other processes do not know yet. */
  readonly #unpublished = new Set<string>();
  #repeatAt = 0;

  constructor(private readonly ports: PresencePorts) {
    channels.presence.subscribe(ports.bus, (message) => this.#receive(message));
    this.#repeatAt = ports.clock.monotonic() + repeatMs;
  }

  /**
   * What a reader starts with: the same that the others know, so that the next change fits all, and
   * themselves, whom the others may not know of yet.
   */
  snapshot(conversationId: string, reader: OnlineMember): string[] {
    const published = this.#published.get(conversationId) ?? this.#online(conversationId);
    this.#published.set(conversationId, published);
    if (published.has(reader.user.id) || !reader.isMemberOf(conversationId)) return [...published];
    return [...published, reader.user.id];
  }

  #online(conversationId: string): Set<string> {
    const ids = new Set(this.#local(conversationId));
    const now = this.ports.clock.monotonic();
    for (const { online, at } of this.#remote.get(conversationId)?.values() ?? []) {
      if (now - at < remoteLifeMs) for (const id of online) ids.add(id);
    }
    return ids;
  }

  /** Somebody came or went. Told after a pause, together with whoever else came or went. */
  changed(conversationId: string): void {
    this.#unpublished.add(conversationId);
    this.#schedule(conversationId);
  }

  /** Repeats what others may have missed, and forgets who was not heard of for long. */
  cleanUp(): void {
    const now = this.ports.clock.monotonic();
    if (now < this.#repeatAt) return;
    this.#repeatAt = now + repeatMs;
    for (const conversationId of this.ports.roster.conversationIds()) this.changed(conversationId);
    for (const [conversationId, processes] of this.#remote) {
      for (const [process, { at }] of processes)
        if (now - at >= remoteLifeMs) processes.delete(process);
      if (processes.size === 0) this.#remote.delete(conversationId);
    }
  }

  stop(): void {
    for (const cancel of this.#scheduled.values()) cancel();
    this.#scheduled.clear();
  }

  #local(conversationId: string): string[] {
    return this.ports.roster.membersOf(conversationId).map(({ user }) => user.id);
  }

  #receive({ conversationId, process, online }: OnlineThere): void {
    const processes = this.#remote.get(conversationId) ?? new Map<string, Remote>();
    this.#remote.set(conversationId, processes);
    processes.set(process, { online, at: this.ports.clock.monotonic() });
    this.#schedule(conversationId);
  }

  #schedule(conversationId: string): void {
    if (this.#scheduled.has(conversationId)) return;
    const people = this.ports.roster.countOf(conversationId);
    const cancel = this.ports.clock.after(pauseMs + people * pausePerPersonMs, () => {
      this.#scheduled.delete(conversationId);
      this.#publish(conversationId);
    });
    this.#scheduled.set(conversationId, cancel);
  }

  #publish(conversationId: string): void {
    if (this.#unpublished.delete(conversationId)) {
      const { bus, processId: process } = this.ports;
      const message = { process, conversationId, online: this.#local(conversationId) };
      channels.presence.publish(bus, message);
    }
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
