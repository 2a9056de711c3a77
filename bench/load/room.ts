/**
 * What the subscribers of one room receive: every message must reach each of them once, with the
 * same bytes, in one order.
 */

export interface Listener {
  room: Room;
  /** How many frames it has received. */
  received: number;
}

const contentChars = 200;
const numberDigits = 9;
const bytes = new TextDecoder("latin1");

/** A text of 200 characters that names the message. */
export function contentOf(number: number, filler = "x"): string {
  return `#${String(number).padStart(numberDigits, "0")}#`.padEnd(contentChars, filler);
}

export class Room {
  readonly listeners: Listener[] = [];
  /** The frames in the order of the first subscriber that got each. */
  readonly #frames: Buffer[] = [];
  /** When each message that no subscriber has received yet was sent, by number. */
  readonly #sent = new Map<number, number>();
  /** When the messages that have arrived somewhere were sent, in the order of the frames. */
  readonly #sentAt: number[] = [];
  /** How many subscribers have each frame. */
  readonly #copies: number[] = [];

  constructor(
    private readonly onComplete: (sentAt: number) => void,
    /** Called when a message was lost, doubled, changed or reordered. */
    private readonly fail: (why: string) => never,
  ) {}

  listener(): Listener {
    const listener = { room: this, received: 0 };
    this.listeners.push(listener);
    return listener;
  }

  sending(number: number, at: number): void {
    this.#sent.set(number, at);
  }

  deliver(listener: Listener, payload: Uint8Array): void {
    const place = listener.received;
    if (place === this.#frames.length) this.#first(payload);
    else if (!this.#frames[place]!.equals(payload)) {
      this.fail(`subscribers got different frames in place ${place}: ${bytes.decode(payload)}`);
    }
    listener.received += 1;
    this.#copies[place]! += 1;
    if (this.#copies[place] !== this.listeners.length) return;
    this.onComplete(this.#sentAt[place]!);
  }

  /** Fails unless everything that was sent has reached everyone. */
  assertComplete(): void {
    if (this.#sent.size > 0) this.fail(`${this.#sent.size} messages reached nobody`);
    const behind = this.listeners.find(({ received }) => received !== this.#frames.length);
    if (behind) this.fail(`a subscriber has ${behind.received} of ${this.#frames.length} messages`);
  }

  #first(payload: Uint8Array): void {
    const text = bytes.decode(payload);
    const number = Number(/#(\d{9})#x/.exec(text)?.[1] ?? Number.NaN);
    const sentAt = this.#sent.get(number);
    if (sentAt === undefined) this.fail(`a message that was not sent, or came twice: ${text}`);
    if (!text.includes(contentOf(number))) this.fail(`a changed text: ${text}`);
    this.#sent.delete(number);
    this.#sentAt.push(sentAt);
    this.#frames.push(Buffer.from(payload));
    this.#copies.push(0);
  }
}
