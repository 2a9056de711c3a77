import type { Writing } from "../log/write.ts";

/** Makes the open pages and sockets of these people read their account and their courses again. */
export function refreshAccounts(
  { appendAccountEvents }: Writing,
  userIds: Iterable<string>,
): Promise<void> {
  return appendAccountEvents([...new Set(userIds)], { kind: "user_changed" });
}
