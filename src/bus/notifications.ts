/**
 * Lines as the payloads of PostgreSQL notifications, which are shorter than 8,000 bytes. A payload
 * is `sender batch part text`: the texts of a batch's parts are its lines, cut anywhere.
 */
import { isTooLong, type Line, parseLine } from "./lines.ts";

/** Of ASCII, so characters are bytes. It leaves room for what precedes the text. */
const partCharsMax = 7_900;

export interface Batch {
  sender: string;
  /** Counts up. */
  number: number;
}

/** The payloads for lines as `encodeLine` returns them; without lines it is one payload. */
export function payloadsOf({ sender, number }: Batch, lines: string): string[] {
  const text = ascii(lines);
  const count = Math.max(1, Math.ceil(text.length / partCharsMax));
  return Array.from({ length: count }, (_, part) => {
    const piece = text.slice(part * partCharsMax, (part + 1) * partCharsMax);
    return `${sender} ${number} ${part} ${piece}`;
  });
}

/** The text of a line is JSON, which may contain any character as `\uXXXX`. */
function ascii(text: string): string {
  return text.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

interface Received extends Batch {
  lines: Line[];
}

/** How far the newest batch of a sender has been received. */
interface Progress {
  number: number;
  /** The part that comes next. */
  part: number;
  /** The beginning of a line. */
  rest: string;
}

/** Processes come and go; nobody says goodbye when a machine is switched off. */
const sendersMax = 1_000;

/** Puts lines together again. What follows a lost part of a batch is lost, too. */
export class Assembler {
  readonly #senders = new Map<string, Progress>();

  /** @returns undefined for what is no payload of ours */
  receive(payload: string): Received | undefined {
    const match = /^([\w-]{1,64}) (\d{1,15}) (\d{1,6}) ([^]*)$/.exec(payload);
    if (!match) return undefined;
    const [, sender = "", number, part, text = ""] = match;
    const batch = { sender, number: Number(number) };
    return { ...batch, lines: this.#append(batch, Number(part), text) };
  }

  #append({ sender, number }: Batch, part: number, text: string): Line[] {
    const known = this.#senders.get(sender);
    const isNext = part === 0 || (known?.number === number && known.part === part);
    this.#senders.delete(sender);
    if (!isNext) return [];
    const pieces = ((part === 0 ? "" : known?.rest) + text).split("\n");
    const rest = pieces.pop() ?? "";
    if (!isTooLong(rest)) this.#remember(sender, { number, part: part + 1, rest });
    return pieces.flatMap((piece) => parseLine(piece) ?? []);
  }

  #remember(sender: string, progress: Progress): void {
    this.#senders.set(sender, progress);
    const [oldest] = this.#senders.keys();
    if (this.#senders.size > sendersMax && oldest !== undefined) this.#senders.delete(oldest);
  }
}
