/**
 * One client: its account, the conversations it follows, and its frames that wait to be handled.
 */
import type { ServerWebSocket } from "bun";
import { TokenBucket } from "#kit/token_bucket.ts";
import type { Actor } from "#core/context.ts";
import { seesEverything } from "#core/permissions.ts";
import { encodeFrame } from "#wire/codec.ts";
import { type RefusalCode, refusalCodes } from "#wire/codes.ts";
import type { MemberRole } from "#wire/views.ts";
import type { RefusalFrame, ServerFrame } from "#wire/frames.ts";
import { rates } from "#wire/limits.ts";

/**
 * `original` clients use the original's two frames; `current` ones have sent their protocol
 * version.
 */
export type Dialect = "original" | "current";

/** The account, the same on all of its sockets. */
export type OnlineUser = Pick<Actor, "id" | "name" | "role" | "office">;

/** The session of one socket; other sockets of the account may have longer sessions. */
type SocketSession = Pick<Actor, "sessionId" | "endsAtMs">;

export type ConnectionState =
  /** `actor` was proved by the upgrade request or a token; the cookie has not been looked up. */
  | { kind: "unidentified"; actor: Actor | undefined; cookie?: string }
  | ({ kind: "identified"; dialect: Dialect; member: OnlineMember } & SocketSession)
  | { kind: "closed" };

/** A conversation that has a member connected here. */
export class OnlineGroup {
  readonly members = new Set<OnlineMember>();
  /** One per role, shared by all members with that role. */
  readonly byRole: Record<MemberRole, Membership> = {
    owner: { group: this, role: "owner" },
    moderator: { group: this, role: "moderator" },
    member: { group: this, role: "member" },
  };

  constructor(readonly id: string) {}
}

/** A user's role in a group. */
export interface Membership {
  group: OnlineGroup;
  role: MemberRole;
}

/** What an account may see. */
export interface Sight {
  /** Its memberships. */
  roles: ReadonlyMap<string, MemberRole>;
  /** What it sees as staff of a course, without being a member; admins see everything. */
  byOffice?: ReadonlySet<string>;
}

/** Shared by all who see nothing as staff of a course. */
export const nothingByOffice: ReadonlySet<string> = new Set();

/**
 * An account with at least one socket here, and its memberships, which the log keeps up to date.
 * There are thousands of these with few connections and memberships each: arrays that are replaced
 * instead of grown take a fraction of the memory of sets and maps.
 */
export class OnlineMember {
  connections: readonly Connection[] = [];
  memberships: readonly Membership[] = [];
  /** See `Sight`. */
  byOffice = nothingByOffice;

  constructor(public user: OnlineUser) {}

  /** @returns undefined if the account is not a member */
  roleIn(conversationId: string): MemberRole | undefined {
    return this.memberships.find(({ group }) => group.id === conversationId)?.role;
  }

  isMemberOf(conversationId: string): boolean {
    return this.memberships.some(({ group }) => group.id === conversationId);
  }

  sees(conversationId: string): boolean {
    const isSeen = this.isMemberOf(conversationId) || this.byOffice.has(conversationId);
    return isSeen || seesEverything(this.user);
  }

  seeByOffice(conversationId: string, sees: boolean): void {
    if (sees === this.byOffice.has(conversationId)) return;
    const own = new Set([conversationId]);
    this.byOffice = sees ? this.byOffice.union(own) : this.byOffice.difference(own);
  }

  conversationIds(): string[] {
    return this.memberships.map(({ group }) => group.id);
  }
}

export type Socket = ServerWebSocket<Connection>;

/** What a refusal is about, as far as it could be read. */
export interface About {
  about?: string;
  conversationId?: string;
  messageId?: string;
}

/** Shared by the many connections that have nothing open, or nothing to handle. */
const none: readonly string[] = [];
export const nothing = Promise.resolve();

export class Connection {
  state: ConnectionState;
  /** The conversations whose complete events are sent. */
  open: readonly string[] = none;
  /** Set when the socket has opened. */
  socket: Socket | undefined;
  /** Frames received and not yet answered. */
  pending = 0;
  /** The end of the chain of frames that must be handled in order. */
  chain = nothing;
  /** Limits the rate of frames. */
  readonly frames: TokenBucket;
  openedAtMs: number;
  lastReceivedAtMs: number;
  verifiedAtMs: number;

  constructor(
    /** What the upgrade request has proved, or carried. */
    { actor, cookie }: { actor: Actor | undefined; cookie?: string },
    /** The moment before the actor was read, as `RecentChanges` counts. */
    public actorAsOf: number,
    nowMs: number,
  ) {
    this.state = { kind: "unidentified", actor, cookie };
    this.frames = new TokenBucket(rates.frames, nowMs);
    this.openedAtMs = nowMs;
    this.lastReceivedAtMs = nowMs;
    this.verifiedAtMs = nowMs;
  }

  /** The actor of this socket: the account with the socket's own session. */
  get actor(): Actor | undefined {
    const { state } = this;
    if (state.kind === "unidentified") return state.actor;
    if (state.kind === "closed") return undefined;
    return { ...state.member.user, sessionId: state.sessionId, endsAtMs: state.endsAtMs };
  }

  /** Assigns the socket to an account. */
  identify(dialect: Dialect, member: OnlineMember, { sessionId, endsAtMs }: Actor): void {
    this.state = { kind: "identified", dialect, member, sessionId, endsAtMs };
  }

  /** Stores what was just read of the socket's session. */
  renew(actor: Actor | undefined): void {
    if (this.state.kind === "unidentified") this.state = { kind: "unidentified", actor };
    else if (this.state.kind === "identified" && actor) this.state.endsAtMs = actor.endsAtMs;
  }

  /** Frames published before it go out in the same write. */
  send(frame: ServerFrame): void {
    const { socket } = this;
    socket?.cork(() => socket.send(encodeFrame(frame)));
  }

  refuse(code: RefusalCode, message: string, details: About & { retryAfterMs?: number }): void {
    const { about, conversationId, messageId, retryAfterMs } = details;
    const { retry } = refusalCodes[code];
    const frame: RefusalFrame = {
      messageType: "Refusal",
      payload: { code, message, retry, ...(retryAfterMs !== undefined && { retryAfterMs }) },
      meta: {
        ...(about !== undefined && { about }),
        ...(conversationId !== undefined && { conversationId }),
        ...(messageId !== undefined && { messageId }),
      },
    };
    this.send(frame);
  }

  addOpen(conversationId: string): void {
    if (!this.open.includes(conversationId)) this.open = [...this.open, conversationId];
  }

  dropOpen(conversationId: string): void {
    this.open = this.open.filter((id) => id !== conversationId);
  }

  subscribe(topic: string): void {
    this.socket?.subscribe(topic);
  }

  unsubscribe(topic: string): void {
    this.socket?.unsubscribe(topic);
  }

  close(code: number, reason: string): void {
    this.socket?.close(code, reason);
  }
}

export function userOf({ id, name, role, office }: Actor): OnlineUser {
  return { id, name, role, office };
}
