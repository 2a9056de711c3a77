/** One client: who it is, what it follows, and what it has sent that waits to be handled. */
import type { ServerWebSocket } from "bun";
import { TokenBucket } from "#kit/token_bucket.ts";
import type { Actor } from "#core/context.ts";
import { encodeFrame } from "#wire/codec.ts";
import type { RefusalCode } from "#wire/codes.ts";
import type { MemberRole } from "#wire/views.ts";
import type { RefusalFrame, ServerFrame } from "#wire/frames.ts";
import { rates } from "#wire/limits.ts";

/** `original` clients speak the original's two frames; `current` ones said their protocol version. */
export type Dialect = "original" | "current";

/** Who an account is, on all of its sockets. */
export type OnlineUser = Pick<Actor, "id" | "name" | "role">;

/** The session of one socket; others of the account may live longer. */
type SocketSession = Pick<Actor, "sessionId" | "endsAtMs">;

export type ConnectionState =
  /** `actor` is whom the upgrade request, or a token, has proved. */
  | { kind: "unidentified"; actor: Actor | undefined }
  | ({ kind: "identified"; dialect: Dialect; member: OnlineMember } & SocketSession)
  | { kind: "closed" };

/** A conversation of which somebody here is a member. */
export class OnlineGroup {
  readonly members = new Set<OnlineMember>();
  /** One for each role, shared by all who have it. */
  readonly byRole: Record<MemberRole, Membership> = {
    owner: { group: this, role: "owner" },
    moderator: { group: this, role: "moderator" },
    member: { group: this, role: "member" },
  };

  constructor(readonly id: string) {}
}

/** What somebody is in a group. */
export interface Membership {
  group: OnlineGroup;
  role: MemberRole;
}

/**
 * An account with at least one socket here, and what it is a member of, kept true by the log. There
 * are thousands of these, each with few connections and memberships: arrays that are replaced, not
 * grown, take a fraction of the memory of sets and maps.
 */
export class OnlineMember {
  connections: readonly Connection[] = [];
  memberships: readonly Membership[] = [];

  constructor(public user: OnlineUser) {}

  /** @returns nothing where the account is no member */
  roleIn(conversationId: string): MemberRole | undefined {
    return this.memberships.find(({ group }) => group.id === conversationId)?.role;
  }

  isMemberOf(conversationId: string): boolean {
    return this.memberships.some(({ group }) => group.id === conversationId);
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

/** Most connections have nothing open, and there are thousands. */
const none: readonly string[] = [];

export class Connection {
  state: ConnectionState;
  /** Conversations whose events are sent whole. */
  open: readonly string[] = none;
  /** Set when the socket has opened. */
  socket: Socket | undefined;
  /** Frames received and not yet answered. */
  pending = 0;
  /** The end of the frames that have to be handled one after another; nothing while there are none. */
  chain: Promise<void> | undefined;
  /** How many frames came lately. */
  readonly frames: TokenBucket;
  openedAtMs: number;
  lastReceivedAtMs: number;
  verifiedAtMs: number;

  constructor(
    /** Whom the upgrade request proved. */
    actor: Actor | undefined,
    /** The moment, as `RecentChanges` counts them, before that was read. */
    public actorAsOf: number,
    nowMs: number,
  ) {
    this.state = { kind: "unidentified", actor };
    this.frames = new TokenBucket(rates.frames, nowMs);
    this.openedAtMs = nowMs;
    this.lastReceivedAtMs = nowMs;
    this.verifiedAtMs = nowMs;
  }

  /** Who acts by this socket: the account, with the socket's own session. */
  get actor(): Actor | undefined {
    const { state } = this;
    if (state.kind === "unidentified") return state.actor;
    if (state.kind === "closed") return undefined;
    return { ...state.member.user, sessionId: state.sessionId, endsAtMs: state.endsAtMs };
  }

  /** Makes the socket one of the account's. */
  identify(dialect: Dialect, member: OnlineMember, { sessionId, endsAtMs }: Actor): void {
    this.state = { kind: "identified", dialect, member, sessionId, endsAtMs };
  }

  /** Takes over what was read of the socket's session just now. */
  renew(actor: Actor | undefined): void {
    if (this.state.kind === "unidentified") this.state = { kind: "unidentified", actor };
    else if (this.state.kind === "identified" && actor) this.state.endsAtMs = actor.endsAtMs;
  }

  send(frame: ServerFrame): void {
    this.socket?.send(encodeFrame(frame), false);
  }

  refuse(
    code: RefusalCode,
    message: string,
    details: About & { retryAfterMs?: number; retry: boolean },
  ): void {
    const { about, conversationId, messageId, retry, retryAfterMs } = details;
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
    if (this.open.includes(conversationId)) {
      this.open = this.open.filter((id) => id !== conversationId);
    }
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

export function userOf({ id, name, role }: Actor): OnlineUser {
  return { id, name, role };
}
