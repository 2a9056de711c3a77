/** A connection without a network, which notes what its client is told and follows. */
import type { Actor } from "#core/context.ts";
import type { OriginalChatMessage, ServerFrame } from "#wire/frames.ts";
import { Connection, type Dialect, type Socket } from "#realtime/connection.ts";
import type { Roster } from "#realtime/roster.ts";
import type { MemberRole, Role } from "#wire/views.ts";

export interface RecordedSocket {
  connection: Connection;
  /** The topics that it is subscribed to. */
  topics: Set<string>;
  frames: (ServerFrame | OriginalChatMessage)[];
  closed: { code: number | undefined; reason: string | undefined }[];
  pings: number;
}

export function recordedSocket(actor: Actor, nowMs = 0): RecordedSocket {
  const connection = new Connection({ actor }, 0, nowMs);
  const recorded: RecordedSocket = {
    connection,
    topics: new Set(),
    frames: [],
    closed: [],
    pings: 0,
  };
  const { topics, frames, closed } = recorded;
  const socket: Partial<Socket> = {
    subscribe: (topic) => topics.add(topic).has(topic),
    unsubscribe: (topic) => topics.delete(topic),
    send: (text) => frames.push(JSON.parse(text as string) as ServerFrame),
    cork: (send) => send(socket as Socket),
    close: (code, reason) => void closed.push({ code, reason }),
    ping: () => (recorded.pings += 1),
  };
  connection.socket = socket as Socket;
  return recorded;
}

export interface Identity {
  dialect?: Dialect;
  roles?: Record<string, MemberRole>;
}

/** The same for a client that has identified itself. */
export function identifiedSocket(
  roster: Roster,
  actor: Actor,
  { dialect = "current", roles = {} }: Identity = {},
): RecordedSocket {
  const recorded = recordedSocket(actor);
  const member = roster.add(recorded.connection, actor, {
    roles: new Map(Object.entries(roles)),
  });
  recorded.connection.identify(dialect, member, actor);
  return recorded;
}

export function actorNamed(id: string, role: Role = "user", sessionId = `session of ${id}`): Actor {
  return { id, name: id, role, sessionId, endsAtMs: Infinity };
}
