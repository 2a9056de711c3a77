/** Open pages and the numbers in the rail follow what becomes of a case. */
import { decidersOf } from "#storage/cases.ts";
import type { Writing } from "../log/write.ts";

/** Those who decide it; nobody else learns that it exists. */
export async function refreshStaff(writing: Writing, caseId: string): Promise<void> {
  await refresh(writing, await decidersOf(writing.tx, { caseId, now: writing.now }));
}

export async function refresh(writing: Writing, userIds: Iterable<string>): Promise<void> {
  const ids = [...new Set(userIds)];
  if (ids.length > 0) await writing.appendAccountEvents(ids, { kind: "user_changed" });
}
