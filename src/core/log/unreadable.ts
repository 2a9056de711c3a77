import type { Logger } from "#kit/logger.ts";

/** An entry of the log that cannot be read. */
export interface Unreadable {
  /** The event's id, or the conversation and seq at which there is none. */
  entry: string;
  why: string;
}

export type ReportUnreadable = (found: Unreadable) => void;

/** So many are told apart; what is met beyond them is neither counted nor said. */
const reportedMax = 10_000;

/** Tells the operator of each unreadable entry once, however often it is read. */
export class UnreadableEntries {
  readonly #reported = new Set<string>();

  constructor(
    private readonly logger: Logger,
    /** Called once for each of them. */
    private readonly count: () => void = () => {},
  ) {}

  readonly report: ReportUnreadable = ({ entry, why }) => {
    if (this.#reported.has(entry) || this.#reported.size >= reportedMax) return;
    this.#reported.add(entry);
    this.count();
    this.logger.error("log.unreadable", { entry, why });
  };
}
