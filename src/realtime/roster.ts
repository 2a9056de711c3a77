/** The clients connected to this process, by account, session and conversation. */
import type { Actor } from "#core/context.ts";
import type { MemberRole } from "#wire/views.ts";
import {
  type Connection,
  OnlineMember,
  OnlineGroup,
  type Membership,
  nothingByOffice,
  type Sight,
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

  add(connection: Connection, actor: Actor, sight: Sight): OnlineMember {
    const user = userOf(actor);
    const member = this.#members.get(actor.id) ?? new OnlineMember(user);
    this.#members.set(actor.id, member);
    member.user = user;
    member.connections = [...member.connections, connection];
    this.setSight(member, sight);
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

  setSight(member: OnlineMember, { roles, byOffice = nothingByOffice }: Sight): void {
    for (const { group } of member.memberships) {
      if (!roles.has(group.id)) this.dropRole(member, group.id);
    }
    member.byOffice = byOffice;
    member.memberships = Array.from(roles, ([id, role]) => this.#join(member, id, role));
  }

  setRole(member: OnlineMember, conversationId: string, role: MemberRole): void {
    const membership = this.#join(member, conversationId, role);
    member.memberships = [...membershipsOutside(membership.group, member), membership];
  }

  dropRole(member: OnlineMember, conversationId: string): void {
    const group = this.#groups.get(conversationId);
    if (!group?.members.delete(member)) return;
    member.memberships = membershipsOutside(group, member);
    if (group.members.size === 0) this.#groups.delete(conversationId);
  }

  #join(member: OnlineMember, conversationId: string, role: MemberRole): Membership {
    const group = this.#groups.get(conversationId) ?? new OnlineGroup(conversationId);
    this.#groups.set(conversationId, group);
    group.members.add(member);
    return group.byRole[role];
  }
}

function membershipsOutside(group: OnlineGroup, { memberships }: OnlineMember): Membership[] {
  return memberships.filter((membership) => membership.group !== group);
}
