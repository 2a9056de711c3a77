/**
 * The one table of permissions, for pages, API and sockets. It decides about rows that the caller
 * has already read in the viewer's scope; writes check again in their statement.
 */
import type { MemberRole, Role } from "#wire/views.ts";

interface User {
  id: string;
  role: Role;
}

/** Staff see every conversation, including those they are not a member of. */
export function seesEverything(user: User): boolean {
  return user.role === "admin";
}

export function maySee(user: User, memberRole: MemberRole | undefined): boolean {
  return seesEverything(user) || memberRole !== undefined;
}

/** Create, rename, reorder and delete groups, and change their members. */
export function mayManageGroups(user: User): boolean {
  return user.role === "admin";
}

export function mayManageUsers(user: User): boolean {
  return user.role === "admin";
}
