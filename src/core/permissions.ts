/**
 * Who may do what: one table, asked by pages, API and sockets alike. It decides about rows that
 * the caller has already read in the viewer's scope; writes ask again inside their statement.
 */
import type { MemberRole, Role } from "#wire/views.ts";

interface User {
  id: string;
  role: Role;
}

/** Staff see every conversation, also those they are not a member of. */
export function seesEverything(user: User): boolean {
  return user.role === "admin";
}

export function maySee(user: User, memberRole: MemberRole | undefined): boolean {
  return seesEverything(user) || memberRole !== undefined;
}

/** Create, rename, reorder and delete groups, and decide who is in them. */
export function mayManageGroups(user: User): boolean {
  return user.role === "admin";
}

export function mayManageUsers(user: User): boolean {
  return user.role === "admin";
}
