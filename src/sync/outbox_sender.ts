/** Sends the outbox to the server: each entry when it is due, while there is a connection. */
import type { ClientFrame } from "#wire/client_frames.ts";
import type { RefusalFrame } from "#wire/frames.ts";
import { Outbox } from "./outbox.ts";
import { asStorable } from "#wire/text.ts";
import type { OutboxEntry, SessionEvent, SessionPorts } from "./session_ports.ts";

export class OutboxSender {
  readonly outbox: Outbox;
  #cancelNext = () => {};

  constructor(
    private readonly ports: SessionPorts,
    private readonly notify: (event: SessionEvent) => void,
    /** False if the session is not live; nothing was sent. */
    private readonly send: (frame: ClientFrame) => boolean,
  ) {
    this.outbox = new Outbox(ports.store, () => ports.random());
  }

  /** Takes over messages that an earlier page could not send. */
  async restore(): Promise<void> {
    for (const conversationId of await this.outbox.restore()) this.#changed(conversationId);
    this.flush();
  }

  /** Accepts a message, and keeps it until the server has it or its author discards it. */
  post(conversationId: string, content: string): OutboxEntry {
    const entry: OutboxEntry = {
      clientId: this.ports.newId(),
      conversationId,
      // The server would refuse text that cannot be stored.
      content: asStorable(content),
      createdAt: new Date(this.ports.clock.now()).toISOString(),
      status: { kind: "queued" },
    };
    this.outbox.add(entry);
    this.#changed(conversationId);
    this.flush();
    return entry;
  }

  /** The author wants a failed message sent after all. */
  retry(clientId: string): void {
    this.#after(this.outbox.retry(clientId));
  }

  /** The server has it, or its author has discarded it. */
  discard(clientId: string): void {
    this.#after(this.outbox.settle(clientId));
  }

  refused(frame: RefusalFrame): void {
    const entry = this.outbox.refused(frame);
    if (!entry) return;
    this.outbox.refuse(entry.clientId, frame.payload, this.ports.clock.now());
    this.#after(entry);
  }

  /** The server may have dropped what was sent. */
  again(): void {
    this.outbox.requeue();
    this.flush();
  }

  /** The connection is lost. */
  pause(): void {
    this.#cancelNext();
    this.outbox.requeue();
  }

  /** Sends what is due, and schedules itself for the next entry. */
  flush(): void {
    this.#cancelNext();
    const { clock, userId } = this.ports;
    for (const { clientId, conversationId, content, createdAt } of this.outbox.due(clock.now())) {
      const sent = this.send({
        messageType: "ChatMessage",
        payload: { content, displayName: "" },
        meta: { conversationId, senderId: userId, timestamp: createdAt, messageId: clientId },
      });
      if (!sent) return;
      this.outbox.markSending(clientId, clock.now());
      this.#changed(conversationId);
    }
    const next = this.outbox.nextDueMs();
    if (next === undefined) return;
    this.#cancelNext = clock.after(next - clock.now(), () => this.flush());
  }

  #after(entry: OutboxEntry | undefined): void {
    if (!entry) return;
    this.#changed(entry.conversationId);
    this.flush();
  }

  #changed(conversationId: string): void {
    this.notify({ kind: "outbox", conversationId });
  }
}
