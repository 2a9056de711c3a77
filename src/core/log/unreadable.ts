import type { Logger } from "#kit/logger.ts";

/** A log entry that cannot be read. */
export interface Unreadable {
  /** The event's id, or the conversation and seq where an event is missing. */
  entry: string;
  why: string;
}

export type ReportUnreadable = (found: Unreadable) => void;

/** The number of entries it distinguishes; further ones are neither counted nor reported. */
const reportedMax = 10_000;

/** Reports each unreadable entry to the operator once, however often it is read. */
export class UnreadableEntries {
  readonly #reported = new Set<string>();

  constructor(
    private readonly logger: Logger,
    /** Called once per unreadable entry. */
    private readonly count: () => void = () => {},
  ) {}

  readonly report: ReportUnreadable = ({ entry, why }) => {
    if (this.#reported.has(entry) || this.#reported.size >= reportedMax) return;
    this.#reported.add(entry);
    this.count();
    this.logger.error("log.unreadable", { entry, why });
  };
}
