/**
 * Who may do what: one table, asked by pages, API and sockets alike. It decides about rows that
 * the caller has already read in the viewer's scope; writes ask again inside their statement.
 */
import type { MemberRole, Role } from "#wire/frames.ts";
import { limits } from "#wire/limits.ts";

export interface Person {
  id: string;
  role: Role;
}

/** A message, as far as permission depends on it. */
export interface Authored {
  senderId: string;
  sentAtMs: number;
  removed: boolean;
}

/** Staff see every conversation, also those they are not a member of. */
export function seesEverything(person: Person): boolean {
  return person.role === "admin";
}

export function maySee(person: Person, memberRole: MemberRole | undefined): boolean {
  return seesEverything(person) || memberRole !== undefined;
}

/** Create, rename, reorder and delete groups, and decide who is in them. */
export function mayManageGroups(person: Person): boolean {
  return person.role === "admin";
}

export function mayManageUsers(person: Person): boolean {
  return person.role === "admin";
}

export function mayEditMessage(person: Person, message: Authored, nowMs: number): boolean {
  return isOwn(person, message) && !message.removed && withinEditWindow(message, nowMs);
}

/** Your own messages for 15 minutes; anyone's if you are staff, owner or moderator. */
export function mayRemoveMessage(
  person: Person,
  message: Authored,
  context: { memberRole: MemberRole | undefined; nowMs: number },
): boolean {
  if (message.removed) return false;
  if (mayModerate(person, context.memberRole)) return true;
  return mayTakeBack(person, message, context.nowMs);
}

/** What its author takes back is erased; what is removed otherwise is kept for staff. */
export function mayTakeBack(
  person: Pick<Person, "id">,
  message: Omit<Authored, "removed">,
  nowMs: number,
): boolean {
  return isOwn(person, message) && withinEditWindow(message, nowMs);
}

export function mayModerate(person: Person, memberRole: MemberRole | undefined): boolean {
  return person.role === "admin" || memberRole === "owner" || memberRole === "moderator";
}

/** What staff removed stays readable for staff. */
export function maySeeRemoved(person: Person): boolean {
  return person.role === "admin";
}

function isOwn(person: Pick<Person, "id">, message: Pick<Authored, "senderId">): boolean {
  return person.id === message.senderId;
}

function withinEditWindow(message: Pick<Authored, "sentAtMs">, nowMs: number): boolean {
  return nowMs - message.sentAtMs <= limits.editWindowMs;
}
