/**
 * What users may do to a message. The server asks here before it acts, and pages before they offer
 * an action, so that no page offers what the server refuses.
 */
import type { MemberRole, MessageView, Role } from "./views.ts";
import { limits } from "./limits.ts";

/**
 * `take_back` is for authors, for a limited time: the text is erased. `moderate` removes anyone's
 * message and keeps the text for staff, who can `read_removed`.
 */
export type MessageAct = "edit" | "take_back" | "moderate" | "read_removed";

/** The viewer: an account, its role in the message's group, and whether it is staff of its course. */
export interface Reader {
  id: string;
  role: Role;
  memberRole?: MemberRole;
  byOffice?: boolean;
}

/** The part of a message that rights depend on. */
export type Authored = Pick<MessageView, "senderId" | "sentAt" | "removed">;

// One shared list per case, so that a message whose actions did not change is not rendered again.
const none: readonly MessageAct[] = [];
const own: readonly MessageAct[] = ["edit", "take_back"];
const others: readonly MessageAct[] = ["moderate"];
const moderated: readonly MessageAct[] = ["read_removed"];

/** What a user who sees a message may do to it now. */
export function messageActs(
  reader: Reader,
  message: Authored,
  nowMs: number,
): readonly MessageAct[] {
  if (message.removed) {
    return isStaffHere(reader) && message.removed.by !== "author" ? moderated : none;
  }
  if (mayTakeBack(reader.id, message, nowMs)) return own;
  return moderates(reader) ? others : none;
}

/** Whether the author may still edit the message or take it back. */
export function mayTakeBack(
  personId: string,
  { senderId, sentAt }: Pick<Authored, "senderId" | "sentAt">,
  nowMs: number,
): boolean {
  return personId === senderId && nowMs - Date.parse(sentAt) <= limits.editWindowMs;
}

/** Staff can read what anyone but the author removed, and act as staff. */
export function isStaffHere({ role, byOffice }: Pick<Reader, "role" | "byOffice">): boolean {
  return role === "admin" || byOffice === true;
}

function moderates({ memberRole, ...reader }: Reader): boolean {
  return isStaffHere(reader) || memberRole === "owner" || memberRole === "moderator";
}
