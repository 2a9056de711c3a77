/**
 * Who is online, for those who look at a conversation. Lossy and coalesced: the newest state of a
 * conversation is sent at most once in a while, the more people the longer the while.
 */
import type { Clock } from "#kit/clock.ts";
import type { Bus } from "#bus/bus.ts";
import { encode } from "#protocol/codec.ts";
import type { Roster } from "./roster.ts";
import { topics } from "./topics.ts";

const topic = "presence";
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
  publish(topic: string, text: string): void;
}

export class Presence {
  /** By conversation, then by process. */
  readonly #remote = new Map<string, Map<string, Remote>>();
  readonly #scheduled = new Map<string, () => void>();
  /** Conversations whose people of this process the others have to be told. */
  readonly #untold = new Set<string>();
  #repeatAt = 0;

  constructor(private readonly ports: PresencePorts) {
    ports.bus.subscribe(topic, (text) => this.#heard(text));
    this.#repeatAt = ports.clock.monotonic() + repeatMs;
  }

  online(conversationId: string): string[] {
    const ids = new Set(this.#local(conversationId));
    const now = this.ports.clock.monotonic();
    for (const { online, at } of this.#remote.get(conversationId)?.values() ?? []) {
      if (now - at < remoteLifeMs) for (const id of online) ids.add(id);
    }
    return [...ids];
  }

  /** Somebody came or went. Told after a pause, together with whoever else came or went. */
  changed(conversationId: string): void {
    this.#untold.add(conversationId);
    this.#schedule(conversationId);
  }

  /** Repeats what others may have missed, and forgets who was not heard of for long. */
  sweep(): void {
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
    return this.ports.roster.membersOf(conversationId).map(({ actor }) => actor.id);
  }

  #heard(text: string): void {
    const message: unknown = JSON.parse(text);
    if (!isPresenceMessage(message)) return;
    const { conversationId, process, online } = message;
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
      this.#tell(conversationId);
    });
    this.#scheduled.set(conversationId, cancel);
  }

  #tell(conversationId: string): void {
    if (this.#untold.delete(conversationId)) {
      const { bus, processId: process } = this.ports;
      const message = { process, conversationId, online: this.#local(conversationId) };
      bus.publish(topic, JSON.stringify(message));
    }
    const online = this.online(conversationId);
    this.ports.publish(
      topics.open(conversationId),
      encode({ messageType: "Presence", payload: { online }, meta: { conversationId } }),
    );
  }
}

function isPresenceMessage(
  value: unknown,
): value is { conversationId: string; process: string; online: string[] } {
  return (
    typeof value === "object" &&
    value !== null &&
    "conversationId" in value &&
    typeof value.conversationId === "string" &&
    "process" in value &&
    typeof value.process === "string" &&
    "online" in value &&
    Array.isArray(value.online) &&
    value.online.every((id) => typeof id === "string")
  );
}
