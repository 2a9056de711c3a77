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

/** Read what staff did: everything, or what concerns one's courses. */
export function mayReadLog(user: User): boolean {
  return mayManageGroups(user);
}

export function mayManageUsers(user: User): boolean {
  return user.role === "admin";
}

/**
 * Issue a one-time code for an account. Not for their own: a code replaces a password without
 * asking for it, which must not be possible from a desk that was left for a moment.
 */
export function mayIssueCode(user: User, account: { id: string }): boolean {
  return mayManageUsers(user) && account.id !== user.id;
}
