import type { Writing } from "../log/write.ts";

/** Makes the open pages and sockets of these people read their account and their courses again. */
export async function refreshAccounts(
  { appendAccountEvent }: Writing,
  userIds: Iterable<string>,
): Promise<void> {
  for (const userId of new Set(userIds)) {
    await appendAccountEvent(userId, { kind: "user_changed" });
  }
}
