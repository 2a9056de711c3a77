/**
 * The one table of permissions, for pages, API and sockets. It decides about rows that the caller
 * has already read in the viewer's scope; writes check again in their statement.
 */
import type { Office, Role } from "#wire/views.ts";

interface User {
  id: string;
  role: Role;
  office?: Office;
}

/** Admins see every conversation, including those they are not a member of. */
export function seesEverything(user: User): boolean {
  return user.role === "admin";
}

/** Whether the user may see conversations that they are not a member of. */
export function seesOthers(user: User): boolean {
  return seesEverything(user) || user.office !== undefined;
}

/** Create, rename, reorder and delete groups: all, or those of one's courses. */
export function mayManageGroups(user: User): boolean {
  return seesEverything(user) || user.office === "teacher";
}

/** Change who is in a group, which a course's tutors may do as well. */
export function mayManageMembers(user: User): boolean {
  return seesOthers(user);
}

/** Read what staff did: everything, what concerns one's courses, or what one did oneself. */
export function mayReadLog(user: User): boolean {
  return seesOthers(user);
}

export function mayManageUsers(user: User): boolean {
  return user.role === "admin";
}

/** Issue one-time codes at all. */
export function mayIssueCodes(user: User): boolean {
  return mayManageUsers(user) || user.office === "teacher";
}

/** An account, as far as it decides about a one-time code. */
export interface AccountForCode {
  id: string;
  /** Someone has signed in with it, or could. */
  wasInUse: boolean;
  /** A course of which the user is a teacher created it. */
  isOfOwnCourse: boolean;
  /** Its owner is staff, of the chat or of any course. */
  isStaff: boolean;
  /** Its owner is in another course, too. */
  isElsewhere: boolean;
  /** An admin has not switched it off. */
  teachersMay: boolean;
}

/**
 * Issue a one-time code for an account. A code lets its holder in, so teachers may only where it
 * shows them nothing that they do not see as teachers. Nobody may for their own account: a code
 * replaces a password without asking for it, even from a desk that was left for a moment.
 */
export function mayIssueCode(user: User, account: AccountForCode): boolean {
  if (account.id === user.id) return false;
  if (mayManageUsers(user)) return true;
  const { isElsewhere, isOfOwnCourse, isStaff, teachersMay, wasInUse } = account;
  return teachersMay && isOfOwnCourse && !isStaff && !(wasInUse && isElsewhere);
}

/** What decides whether an account may become part of another one. */
export interface MergeOfAccounts {
  /** The person has proved that both are theirs. */
  isOwner: boolean;
  /** Rank: 3 an admin, 2 a teacher of any course, 1 a tutor, 0 anyone else. */
  from: { rank: number; isGuest: 0 | 1 };
  to: { rank: number };
}

/**
 * Let an account become part of another one. Nobody but its owner gives the office of staff to an account
 * of lower rank; and a guest, whose address nobody has proved, does not become an admin.
 */
export function mayMergeAway({ isOwner, from, to }: MergeOfAccounts): boolean {
  if (from.isGuest === 1 && to.rank === 3) return false;
  return isOwner || from.rank <= to.rank;
}
