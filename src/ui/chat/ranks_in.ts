/** Whose office is higher in the open group, as far as the page knows. */
import type { ChatState, OpenConversation } from "./chat_state.ts";

/** Whether the reader is an admin, or a teacher or tutor of the group's course. */
export function isStaffIn({ reader }: ChatState, { byOffice, page }: OpenConversation): boolean {
  return reader.role === "admin" || byOffice === true || page.offices?.[reader.id] !== undefined;
}

/**
 * Whether a teacher or tutor is of equal or higher office than the reader. Of owners and moderators among each
 * other, only the server knows.
 */
export function isOfEqualOffice(
  { reader }: ChatState,
  { page: { offices }, byOffice }: OpenConversation,
  id: string,
): boolean {
  const theirs = offices?.[id];
  if (!theirs || reader.role === "admin") return false;
  // Where the reader is no member, the page does not say which office they have there.
  const own = offices?.[reader.id] ?? (byOffice && reader.office);
  return !own || theirs === "teacher" || theirs === own;
}
