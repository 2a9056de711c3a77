/** Typing indicators, for users who have the conversation open. Throttled and never stored. */
import type { Clock } from "#kit/clock.ts";
import type { Bus } from "#bus/bus.ts";
import { channels } from "#bus/channels.ts";
import { RateLimit } from "#core/rates.ts";
import { encodeFrame } from "#wire/codec.ts";
import { limits } from "#wire/limits.ts";
import type { OnlineUser } from "./connection.ts";
import type { Publisher } from "./publisher.ts";
import { topics } from "./topics.ts";

/** One person's typing in one conversation is passed on twice in the time that it is shown. */
const rate = { burst: 1, perSecond: 2_000 / limits.typingMs };

export interface TypingPorts {
  bus: Bus;
  clock: Clock;
  publisher: Publisher;
}

export class Typing {
  readonly #passedOn: RateLimit;

  constructor(private readonly ports: TypingPorts) {
    this.#passedOn = new RateLimit(ports.clock, rate);
    channels.typing.subscribe(ports.bus, ({ to, frame }) =>
      ports.publisher.publish(topics.open(to), frame),
    );
  }

  publish({ id: userId, name }: OnlineUser, conversationId: string): void {
    if (this.#passedOn.take(`${userId} ${conversationId}`) > 0) return;
    const frame = encodeFrame({
      messageType: "Typing",
      payload: { userId, name },
      meta: { conversationId },
    });
    this.ports.publisher.publish(topics.open(conversationId), frame);
    channels.typing.publish(this.ports.bus, { to: conversationId, frame });
  }
}
