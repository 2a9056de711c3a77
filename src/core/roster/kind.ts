import type { BulkKind } from "../bulk/kind.ts";
import { applyPart } from "./apply_part.ts";
import { donePart, plannedPart } from "./parts.ts";
import { undoPart } from "./undo_part.ts";

/** The import of a list of people. */
export const rosterKind: BulkKind = {
  name: "roster",
  async apply(services, writing, { act, plan }) {
    return JSON.stringify(await applyPart(services, writing, { act, part: plannedPart(plan) }));
  },
  async undo(_, writing, { act, done }) {
    return JSON.stringify(await undoPart(writing, { act, done: donePart(done) }));
  },
};
