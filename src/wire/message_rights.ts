/**
 * What users may do to a message. The server asks here before it acts, and pages before they offer
 * an action, so that no page offers what the server refuses.
 */
import type { MemberRole, MessageView, RemovalView, RemovedBy, Role } from "./views.ts";
import { limits } from "./limits.ts";

/**
 * `take_back` is for authors, for a limited time: the text is erased. `moderate` removes anyone's
 * message and keeps the text for staff, who can `read_removed`, as its author can if it was handed back.
 * `report` is for members, to staff; `details` is the page with its versions, on which it is restored.
 */
export type MessageAct = "edit" | "take_back" | "report" | "moderate" | "read_removed" | "details";

/** The viewer: an account, its role in the message's group, and whether it is staff of its course. */
export interface Reader {
  id: string;
  role: Role;
  memberRole?: MemberRole;
  byOffice?: boolean;
  /** They may not write there now; an edit is writing. */
  isKept?: boolean;
}

/** The part of a message that rights depend on. */
export interface Authored
  extends
    Pick<MessageView, "senderId" | "sentAt" | "removed" | "redacted">,
    Partial<Pick<MessageView, "senderRole">> {
  /** Its author is another person, of equal or higher office: only a case acts on it. */
  isOfEqual?: boolean;
}

// One shared list per case, so that a message whose actions did not change is not rendered again.
const none: readonly MessageAct[] = [];
const own: readonly MessageAct[] = ["edit", "take_back"];
const ownOfStaff: readonly MessageAct[] = [...own, "details"];
// An edit would bring back what was hidden.
const ownRedacted: readonly MessageAct[] = ["take_back"];
const ownRedactedOfStaff: readonly MessageAct[] = [...ownRedacted, "details"];
const others: readonly MessageAct[] = ["moderate"];
const othersForStaff: readonly MessageAct[] = [...others, "details"];
const handedBack: readonly MessageAct[] = ["read_removed"];
const moderated: readonly MessageAct[] = ["details"];
const readable: readonly MessageAct[] = [...handedBack, ...moderated];
const reported: readonly MessageAct[] = ["report"];
const reportedForStaff: readonly MessageAct[] = [...reported, ...moderated];
const both: readonly MessageAct[] = ["report", "moderate"];

/** What a user who sees a message may do to it now. */
export function messageActs(
  reader: Reader,
  message: Authored,
  nowMs: number,
): readonly MessageAct[] {
  const isStaff = isStaffHere(reader);
  if (message.removed) return actsOnRemoved(reader, message.removed, message.senderId);
  if (mayTakeBack(reader.id, message, nowMs)) {
    if (message.redacted || reader.isKept) return isStaff ? ownRedactedOfStaff : ownRedacted;
    return isStaff ? ownOfStaff : own;
  }
  if (isProtected(reader, message)) {
    if (!reader.memberRole) return isStaff ? moderated : none;
    return isStaff ? reportedForStaff : reported;
  }
  if (isStaff) return othersForStaff;
  if (reader.id === message.senderId || !reader.memberRole)
    return moderates(reader) ? others : none;
  return moderates(reader) ? both : reported;
}

/** Nobody acts on a person of equal or higher office, and of admins everyone knows that they are it. */
function isProtected({ id }: Reader, { senderId, senderRole, isOfEqual }: Authored): boolean {
  return senderId !== id && (senderRole === "admin" || isOfEqual === true);
}

/** Who moderates can restore what moderators removed, if it was they themselves: the server knows. */
function actsOnRemoved(
  reader: Reader,
  { by, handedBack: isHandedBack }: RemovalView,
  senderId: string,
): readonly MessageAct[] {
  if (by === "author") return none;
  if (isStaffHere(reader)) return readable;
  const isOwn = isHandedBack === true && senderId === reader.id;
  if (by !== "moderator" || !moderates(reader)) return isOwn ? handedBack : none;
  return isOwn ? readable : moderated;
}

/** The removal of a message that is to be restored. */
export interface Restorable {
  by: RemovedBy;
  isOwnRemoval: boolean;
  /** The reader wrote it. */
  isOwn: boolean;
  /** See `Authored`. */
  isOfEqual: boolean;
  /** A person of higher office than the reader removed it. */
  isByHigher: boolean;
}

/**
 * Whether someone may restore a message that was not taken back by its author. Their own, if someone
 * else removed it, only comes back by an appeal.
 */
export function mayRestore(reader: Reader, removal: Restorable): boolean {
  const { by, isOwnRemoval, isOwn, isOfEqual, isByHigher } = removal;
  if (by === "author" || isOfEqual || isByHigher || (isOwn && !isOwnRemoval)) return false;
  return isStaffHere(reader) || (by === "moderator" && isOwnRemoval && moderates(reader));
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

/** Staff, and the owners and moderators of its group. */
export function moderates({ memberRole, ...reader }: Reader): boolean {
  return isStaffHere(reader) || memberRole === "owner" || memberRole === "moderator";
}
