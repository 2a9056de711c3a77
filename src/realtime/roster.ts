/** Who is connected to this process, by account, by session and by conversation. */
import type { Actor } from "#core/context.ts";
import type { MemberRole } from "#protocol/frames.ts";
import type { Connection, OnlineMember } from "./connection.ts";

interface Room {
  id: string;
  members: Set<OnlineMember>;
}

export class Roster {
  readonly #members = new Map<string, OnlineMember>();
  readonly #byConversation = new Map<string, Room>();

  get(userId: string): OnlineMember | undefined {
    return this.#members.get(userId);
  }

  all(): Iterable<OnlineMember> {
    return this.#members.values();
  }

  /** The connected members of a conversation. */
  membersOf(conversationId: string): ReadonlySet<OnlineMember> {
    return this.#byConversation.get(conversationId)?.members ?? empty;
  }

  /** Sends to every device of an account that is connected here. */
  sendTo(userId: string, text: string): void {
    for (const { socket, state } of this.#members.get(userId)?.connections ?? []) {
      if (state.kind === "identified" && state.dialect === "current") socket?.send(text, false);
    }
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
    const room = this.#byConversation.get(conversationId) ?? {
      id: conversationId,
      members: new Set(),
    };
    this.#byConversation.set(room.id, room);
    room.members.add(member);
    // The same text for everybody: what a database returns is another one for each row.
    member.roles.set(room.id, sameRole[role]);
  }

  dropRole(member: OnlineMember, conversationId: string): void {
    member.roles.delete(conversationId);
    this.#leave(member, conversationId);
  }

  #leave(member: OnlineMember, conversationId: string): void {
    const room = this.#byConversation.get(conversationId);
    room?.members.delete(member);
    if (room?.members.size === 0) this.#byConversation.delete(conversationId);
  }
}

const empty: ReadonlySet<OnlineMember> = new Set();

const sameRole: Record<MemberRole, MemberRole> = {
  owner: "owner",
  moderator: "moderator",
  member: "member",
};
