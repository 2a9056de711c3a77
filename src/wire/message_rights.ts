/**
 * Who may do what to a message: the server asks before it acts, and a page before it offers. Both
 * ask here, so that neither offers what the other refuses.
 */
import type { MemberRole, MessageView, Role } from "./views.ts";
import { limits } from "./limits.ts";

/**
 * `take_back` is an author's, for a while: the text is erased. `moderate` removes anybody's, and the
 * text is kept for staff, who `read_removed`.
 */
export type MessageAct = "edit" | "take_back" | "moderate" | "read_removed";

/** Who asks: an account, and its role in the message's group. */
export interface Reader {
  id: string;
  role: Role;
  memberRole?: MemberRole;
}

/** A message, as far as rights depend on it. */
export type Authored = Pick<MessageView, "senderId" | "sentAt" | "removed">;

// One list for each case: a message whose acts did not change is not drawn again.
const none: readonly MessageAct[] = [];
const own: readonly MessageAct[] = ["edit", "take_back"];
const others: readonly MessageAct[] = ["moderate"];
const moderated: readonly MessageAct[] = ["read_removed"];

/** What somebody who sees a message may do to it now. */
export function messageActs(
  reader: Reader,
  message: Authored,
  nowMs: number,
): readonly MessageAct[] {
  if (message.removed) {
    return readsRemovedContent(reader) && message.removed.by !== "author" ? moderated : none;
  }
  if (mayTakeBack(reader.id, message, nowMs)) return own;
  return moderates(reader) ? others : none;
}

/** Whether a message is its author's to edit and to take back. */
export function mayTakeBack(
  personId: string,
  { senderId, sentAt }: Pick<Authored, "senderId" | "sentAt">,
  nowMs: number,
): boolean {
  return personId === senderId && nowMs - Date.parse(sentAt) <= limits.editWindowMs;
}

/** What others than its author removed stays readable for staff. */
export function readsRemovedContent({ role }: Pick<Reader, "role">): boolean {
  return role === "admin";
}

function moderates({ role, memberRole }: Reader): boolean {
  return role === "admin" || memberRole === "owner" || memberRole === "moderator";
}
