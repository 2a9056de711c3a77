import type { Log } from "#kit/log.ts";

/** An entry of the log that cannot be read. */
export interface Unreadable {
  /** The event's id, or the conversation and seq at which there is none. */
  entry: string;
  why: string;
}

export type ReportUnreadable = (found: Unreadable) => void;

/** Which of them were said already; beyond this many, they are only counted. */
const reportedMax = 10_000;

/** Tells the operator of each unreadable entry once, however often it is read. */
export class UnreadableEntries {
  readonly #reported = new Set<string>();
  #count = 0;

  constructor(private readonly log: Log) {}

  /** How many different ones were met since the start. */
  get count(): number {
    return this.#count;
  }

  readonly report: ReportUnreadable = ({ entry, why }) => {
    if (this.#reported.has(entry)) return;
    this.#count += 1;
    if (this.#reported.size >= reportedMax) return;
    this.#reported.add(entry);
    this.log.error("log.unreadable", { entry, why });
  };
}
