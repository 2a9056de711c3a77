/** The clients connected to this process, by account, session and conversation. */
import type { Actor } from "#core/context.ts";
import type { MemberRole } from "#wire/views.ts";
import {
  type Connection,
  OnlineMember,
  OnlineGroup,
  type Membership,
  userOf,
} from "./connection.ts";

export class Roster {
  readonly #members = new Map<string, OnlineMember>();
  readonly #groups = new Map<string, OnlineGroup>();

  get(userId: string): OnlineMember | undefined {
    return this.#members.get(userId);
  }

  all(): Iterable<OnlineMember> {
    return this.#members.values();
  }

  /** The connected members of a conversation. */
  membersOf(conversationId: string): OnlineMember[] {
    return Array.from(this.#groups.get(conversationId)?.members ?? []);
  }

  /** The number of these. */
  countOf(conversationId: string): number {
    return this.#groups.get(conversationId)?.members.size ?? 0;
  }

  /** Sends to every device of an account that is connected here. */
  sendTo(userId: string, text: string): void {
    for (const { socket, state } of this.#members.get(userId)?.connections ?? []) {
      if (state.kind === "identified" && state.dialect === "current") socket?.send(text);
    }
  }

  add(connection: Connection, actor: Actor, roles: Map<string, MemberRole>): OnlineMember {
    const member = this.#members.get(actor.id) ?? new OnlineMember(userOf(actor));
    this.#members.set(actor.id, member);
    member.user = userOf(actor);
    member.connections = [...member.connections, connection];
    this.setRoles(member, roles);
    return member;
  }

  /** @returns whether it was the account's last connection here */
  remove(connection: Connection, member: OnlineMember): boolean {
    member.connections = member.connections.filter((each) => each !== connection);
    if (member.connections.length > 0) return false;
    for (const conversationId of member.conversationIds()) this.dropRole(member, conversationId);
    this.#members.delete(member.user.id);
    return true;
  }

  setRoles(member: OnlineMember, roles: Map<string, MemberRole>): void {
    for (const conversationId of member.conversationIds()) {
      if (!roles.has(conversationId)) this.dropRole(member, conversationId);
    }
    for (const [conversationId, role] of roles) this.setRole(member, conversationId, role);
  }

  setRole(member: OnlineMember, conversationId: string, role: MemberRole): void {
    const group = this.#groups.get(conversationId) ?? new OnlineGroup(conversationId);
    this.#groups.set(group.id, group);
    group.members.add(member);
    member.memberships = [...membershipsOutside(group, member), group.byRole[role]];
  }

  dropRole(member: OnlineMember, conversationId: string): void {
    const group = this.#groups.get(conversationId);
    if (!group?.members.delete(member)) return;
    member.memberships = membershipsOutside(group, member);
    if (group.members.size === 0) this.#groups.delete(conversationId);
  }
}

/** The account's state on its other sockets. */
function membershipsOutside(group: OnlineGroup, { memberships }: OnlineMember): Membership[] {
  return memberships.filter((membership) => membership.group !== group);
}
