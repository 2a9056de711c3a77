/** What is done to many at once, as the transactions that do a part of it see it. */
import type { BulkAct } from "#storage/bulk_acts.ts";
import type { Services } from "../context.ts";
import type { Writing } from "../log/write.ts";

/** A kind of act. What its parts plan, did and could not undo is JSON between the two. */
export interface BulkKind {
  /** As stored: never change it. */
  name: string;
  /** Applies a part within a transaction. @returns what it did */
  apply(
    services: Services,
    writing: Writing,
    part: { act: BulkAct; plan: string },
  ): Promise<string>;
  /** Takes back what a part did, within a transaction. @returns what could not be taken back */
  undo(
    services: Services,
    writing: Writing,
    part: { act: BulkAct; plan: string; done: string },
  ): Promise<string>;
  /** What is left to do when all parts are taken back, in the transaction that says so. */
  undone?(services: Services, writing: Writing, act: BulkAct): Promise<void>;
}
