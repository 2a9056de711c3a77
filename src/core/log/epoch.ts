import { readEpoch } from "#storage/events.ts";
import type { Services } from "../context.ts";

/** The log's epoch: a client's position `(conversation, seq)` counts only under the same one. */
export function currentEpoch({ db }: Services): Promise<string> {
  return readEpoch(db);
}
