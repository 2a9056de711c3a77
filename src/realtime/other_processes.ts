/**
 * Who is online at the other processes, and what those know about this one: changes as they happen,
 * and a heartbeat. The bus may lose anything; a process that has missed a change requests
 * everything.
 */
import type { Clock } from "#kit/clock.ts";
import type { Bus } from "#bus/bus.ts";
import { channels, type PresenceReport } from "#bus/channels.ts";

export const heartbeatMs = 10_000;
/** A process that is silent for this long is gone, with everyone who was online there. */
export const silenceMs = 25_000;
/** Several simultaneous requests get one answer. */
const answerPauseMs = 200;

export interface OtherProcessesPorts {
  bus: Bus;
  clock: Clock;
  /** Identifies this process on the bus. */
  processId: string;
  /** A user came online or left in a conversation at another process. */
  changed(conversationId: string): void;
}

const none: ReadonlySet<string> = new Set();

type Report<Kind extends PresenceReport["kind"]> = Extract<PresenceReport, { kind: Kind }>;

interface Process {
  /** Every change up to this one is known. */
  number: number;
  receivedAt: number;
  isAsked: boolean;
  online: Map<string, ReadonlySet<string>>;
  /** The conversations of the answer being received, as they were at one change. */
  answer: { number: number; conversationIds: Set<string> };
}

export class OtherProcesses {
  readonly #processes = new Map<string, Process>();
  /** The users online here, as the others know them. */
  readonly #published = new Map<string, ReadonlySet<string>>();
  /** The number of the newest change here. */
  #number = 0;
  #heartbeatAt: number;
  #cancelAnswer: (() => void) | undefined;

  constructor(private readonly ports: OtherProcessesPorts) {
    this.#heartbeatAt = ports.clock.monotonic() + heartbeatMs;
    channels.presence.subscribe(ports.bus, (report) => this.#receive(report));
  }

  /** Everyone online elsewhere; some perhaps at several processes. */
  *onlineIn(conversationId: string): Iterable<string> {
    for (const { online } of this.#processes.values()) yield* online.get(conversationId) ?? [];
  }

  /** Tells the others about arrivals and departures here, if there are any. */
  publish(conversationId: string, here: readonly string[]): void {
    const online = new Set(here);
    const known = this.#published.get(conversationId) ?? new Set<string>();
    const came = [...online.difference(known)];
    const went = [...known.difference(online)];
    if (came.length === 0 && went.length === 0) return;
    put(this.#published, conversationId, online);
    this.#number += 1;
    this.#send({ kind: "change", number: this.#number, conversationId, came, went });
  }

  /** Sends a heartbeat, and drops processes that were silent for too long. */
  cleanUp(): void {
    const now = this.ports.clock.monotonic();
    for (const [name, { receivedAt }] of this.#processes) {
      if (now - receivedAt >= silenceMs) this.#forget(name);
    }
    if (now < this.#heartbeatAt) return;
    this.#heartbeatAt = now + heartbeatMs;
    this.#beat();
  }

  stop(): void {
    this.#cancelAnswer?.();
    this.#send({ kind: "stopped" });
  }

  #beat(): void {
    const conversations = this.#published.size;
    this.#send({ kind: "heartbeat", number: this.#number, conversations });
  }

  #send(report: DistributiveOmit<PresenceReport, "process">, process = this.ports.processId): void {
    channels.presence.publish(this.ports.bus, { ...report, process });
  }

  #receive(report: PresenceReport): void {
    if (report.kind === "request") {
      if (report.process === this.ports.processId) this.#answerSoon();
      return;
    }
    if (report.kind === "stopped") return this.#forget(report.process);
    const process = this.#present(report.process);
    if (report.kind === "change") this.#change(process, report);
    else if (report.kind === "whole") this.#whole(process, report);
    else this.#heartbeat(process, report);
  }

  /** A process that has just sent something. */
  #present(name: string): Process {
    const receivedAt = this.ports.clock.monotonic();
    const known = this.#processes.get(name);
    if (known) return Object.assign(known, { receivedAt });
    const answer = { number: 0, conversationIds: new Set<string>() };
    const process = { number: 0, receivedAt, isAsked: false, online: new Map(), answer };
    this.#processes.set(name, process);
    return process;
  }

  #change(
    process: Process,
    { number, conversationId, came, went, process: name }: Report<"change">,
  ) {
    if (number <= process.number) return;
    const online = new Set(process.online.get(conversationId) ?? []).union(new Set(came));
    put(process.online, conversationId, online.difference(new Set(went)));
    this.ports.changed(conversationId);
    if (number === process.number + 1) process.number = number;
    else this.#ask(name, process);
  }

  #whole(process: Process, { number, conversationId, online }: Report<"whole">): void {
    if (number < process.number) return;
    if (process.answer.number !== number) process.answer = { number, conversationIds: new Set() };
    process.answer.conversationIds.add(conversationId);
    put(process.online, conversationId, new Set(online));
    this.ports.changed(conversationId);
  }

  /** Detects missed changes at the latest here; an answer is also complete here. */
  #heartbeat(
    process: Process,
    { number, conversations, process: name }: Report<"heartbeat">,
  ): void {
    if (number <= process.number) return;
    const { answer } = process;
    const answered = answer.number === number ? answer.conversationIds : none;
    if (answered.size !== conversations) {
      process.isAsked = false;
      return this.#ask(name, process);
    }
    for (const conversationId of process.online.keys()) {
      if (answered.has(conversationId)) continue;
      process.online.delete(conversationId);
      this.ports.changed(conversationId);
    }
    process.number = number;
    process.isAsked = false;
  }

  #ask(name: string, process: Process): void {
    if (process.isAsked) return;
    process.isAsked = true;
    this.#send({ kind: "request" }, name);
  }

  #answerSoon(): void {
    this.#cancelAnswer ??= this.ports.clock.after(answerPauseMs, () => {
      this.#cancelAnswer = undefined;
      for (const [conversationId, online] of this.#published) {
        const number = this.#number;
        this.#send({ kind: "whole", number, conversationId, online: [...online] });
      }
      this.#beat();
    });
  }

  #forget(name: string): void {
    const process = this.#processes.get(name);
    this.#processes.delete(name);
    for (const conversationId of process?.online.keys() ?? []) this.ports.changed(conversationId);
  }
}

type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;

/** Conversations with nobody online take no memory. */
function put(
  all: Map<string, ReadonlySet<string>>,
  conversationId: string,
  online: ReadonlySet<string>,
): void {
  if (online.size > 0) all.set(conversationId, online);
  else all.delete(conversationId);
}
