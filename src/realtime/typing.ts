/** Typing indicators, for users who have the conversation open. Throttled and never stored. */
import type { Clock } from "#kit/clock.ts";
import type { Bus } from "#bus/bus.ts";
import { channels } from "#bus/channels.ts";
import { encodeFrame } from "#wire/codec.ts";
import { limits } from "#wire/limits.ts";
import type { OnlineUser } from "./connection.ts";
import type { Publisher } from "./publisher.ts";
import { topics } from "./topics.ts";

/**
 * The shortest time between two typing frames of one person in one conversation that are passed on.
 */
const pauseMs = limits.typingMs / 2;

export interface TypingPorts {
  bus: Bus;
  clock: Clock;
  publisher: Publisher;
}

export class Typing {
  readonly #publishedAt = new Map<string, number>();

  constructor(private readonly ports: TypingPorts) {
    channels.typing.subscribe(ports.bus, ({ to, frame }) =>
      ports.publisher.publish(topics.open(to), frame),
    );
  }

  publish({ id: userId, name }: OnlineUser, conversationId: string): void {
    const now = this.ports.clock.monotonic();
    const key = `${userId} ${conversationId}`;
    if (now - (this.#publishedAt.get(key) ?? -pauseMs) < pauseMs) return;
    this.#publishedAt.set(key, now);
    const frame = encodeFrame({
      messageType: "Typing",
      payload: { userId, name },
      meta: { conversationId },
    });
    this.ports.publisher.publish(topics.open(conversationId), frame);
    channels.typing.publish(this.ports.bus, { to: conversationId, frame });
  }

  /** Drops people who have stopped typing. */
  cleanUp(): void {
    const now = this.ports.clock.monotonic();
    for (const [key, at] of this.#publishedAt)
      if (now - at >= pauseMs) this.#publishedAt.delete(key);
  }
}
