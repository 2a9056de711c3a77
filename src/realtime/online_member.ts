import type { Actor } from "#core/context.ts";
import type { MemberRole } from "#protocol/frames.ts";
import type { Connection } from "./connection.ts";

/** A conversation of which somebody here is a member. */
export interface Room {
  id: string;
  members: Map<OnlineMember, MemberRole>;
}

/**
 * An account with at least one socket here, and what it is a member of, kept true by the log. There
 * are thousands of these, each with few connections and few rooms: arrays take a fraction of the
 * memory of sets and maps.
 */
export class OnlineMember {
  readonly connections: Connection[] = [];
  readonly rooms: Room[] = [];

  constructor(public actor: Actor) {}

  /** @returns nothing where the account is no member */
  roleIn(conversationId: string): MemberRole | undefined {
    return this.rooms.find(({ id }) => id === conversationId)?.members.get(this);
  }

  isMemberOf(conversationId: string): boolean {
    return this.rooms.some(({ id }) => id === conversationId);
  }

  conversationIds(): string[] {
    return this.rooms.map(({ id }) => id);
  }
}
