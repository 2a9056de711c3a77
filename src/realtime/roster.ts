/** Who is connected to this process, by account, by session and by conversation. */
import type { Actor } from "#core/context.ts";
import type { MemberRole } from "#protocol/frames.ts";
import type { Connection, OnlineMember } from "./connection.ts";

export class Roster {
  readonly #members = new Map<string, OnlineMember>();
  readonly #byConversation = new Map<string, Set<OnlineMember>>();

  get(userId: string): OnlineMember | undefined {
    return this.#members.get(userId);
  }

  all(): Iterable<OnlineMember> {
    return this.#members.values();
  }

  /** The connected members of a conversation. */
  membersOf(conversationId: string): ReadonlySet<OnlineMember> {
    return this.#byConversation.get(conversationId) ?? empty;
  }

  add(connection: Connection, actor: Actor, roles: Map<string, MemberRole>): OnlineMember {
    let member = this.#members.get(actor.id);
    if (!member) {
      member = { actor, connections: new Set(), roles: new Map() };
      this.#members.set(actor.id, member);
    }
    member.actor = actor;
    member.connections.add(connection);
    this.setRoles(member, roles);
    return member;
  }

  /** @returns whether it was the account's last connection here */
  remove(connection: Connection, member: OnlineMember): boolean {
    member.connections.delete(connection);
    if (member.connections.size > 0) return false;
    for (const conversationId of member.roles.keys()) this.#leave(member, conversationId);
    this.#members.delete(member.actor.id);
    return true;
  }

  setRoles(member: OnlineMember, roles: Map<string, MemberRole>): void {
    for (const conversationId of member.roles.keys()) {
      if (!roles.has(conversationId)) this.dropRole(member, conversationId);
    }
    for (const [conversationId, role] of roles) this.setRole(member, conversationId, role);
  }

  setRole(member: OnlineMember, conversationId: string, role: MemberRole): void {
    member.roles.set(conversationId, role);
    const set = this.#byConversation.get(conversationId) ?? new Set();
    this.#byConversation.set(conversationId, set);
    set.add(member);
  }

  dropRole(member: OnlineMember, conversationId: string): void {
    member.roles.delete(conversationId);
    this.#leave(member, conversationId);
  }

  #leave(member: OnlineMember, conversationId: string): void {
    const set = this.#byConversation.get(conversationId);
    set?.delete(member);
    if (set?.size === 0) this.#byConversation.delete(conversationId);
  }
}

const empty: ReadonlySet<OnlineMember> = new Set();
