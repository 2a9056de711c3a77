/**
 * The one table of permissions, for pages, API and sockets. It decides about rows that the caller
 * has already read in the viewer's scope; writes check again in their statement.
 */
import type { Role } from "#wire/views.ts";

interface User {
  id: string;
  role: Role;
  isCourseStaff?: boolean;
}

/** Admins see every conversation, including those they are not a member of. */
export function seesEverything(user: User): boolean {
  return user.role === "admin";
}

/** Whether the user may see conversations that they are not a member of. */
export function seesOthers(user: User): boolean {
  return seesEverything(user) || user.isCourseStaff === true;
}

/** Create, rename, reorder and delete groups, and change their members. */
export function mayManageGroups(user: User): boolean {
  return user.role === "admin";
}

export function mayManageUsers(user: User): boolean {
  return user.role === "admin";
}
