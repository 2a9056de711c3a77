import { followSome } from "../groups/followers.ts";
import type { Writing } from "../log/write.ts";

/**
 * Makes the open pages and sockets of these people read their account and their courses again. Groups that
 * are for everyone in a course follow it.
 */
export async function refreshAccounts(writing: Writing, userIds: Iterable<string>): Promise<void> {
  await followSome(writing);
  await writing.appendAccountEvents([...new Set(userIds)], { kind: "user_changed" });
}
