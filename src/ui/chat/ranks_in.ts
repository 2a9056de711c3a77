/** Whose office is higher in the open group, as far as the page knows. */
import { rankOf } from "#wire/ranks.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";

/** Whether the reader is an admin, or a teacher or tutor of the group's course. */
export function isStaffIn({ reader }: ChatState, { byOffice, page }: OpenConversation): boolean {
  return reader.role === "admin" || byOffice === true || page.offices?.[reader.id] !== undefined;
}

/** Whether a person is of equal or higher office than the reader. */
export function isOfEqualOffice(
  { reader }: ChatState,
  { page: { offices = {} }, timeline, memberRole: role, byOffice }: OpenConversation,
  id: string,
): boolean {
  const member = timeline.members.find(({ userId }) => userId === id);
  // Where the reader is no member, the page does not say which office they have.
  const own = offices[reader.id] ?? (byOffice && reader.office);
  return rankOf(member ?? {}, offices[id]) >= rankOf({ userRole: reader.role, role }, own);
}
