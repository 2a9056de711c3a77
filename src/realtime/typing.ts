/** Who is writing, for those who look at the conversation. Throttled, and never stored. */
import type { Clock } from "#kit/clock.ts";
import type { Bus } from "#bus/bus.ts";
import { channels } from "#bus/channels.ts";
import { encodeFrame } from "#wire/codec.ts";
import { limits } from "#wire/limits.ts";
import type { OnlineUser } from "./connection.ts";
import type { Publisher } from "./publisher.ts";
import { topics } from "./topics.ts";

/** One person's typing in one conversation is passed on this often at most. */
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

  /** Forgets who has stopped. */
  cleanUp(): void {
    const now = this.ports.clock.monotonic();
    for (const [key, at] of this.#publishedAt)
      if (now - at >= pauseMs) this.#publishedAt.delete(key);
  }
}
