/** The socket server: the only file that knows how sockets are served. */
import { dropBody, pathOf } from "#kit/incoming.ts";
import { lastResort } from "#kit/last_resort.ts";
import { errorFields } from "#kit/log.ts";
import { uuidv7 } from "#kit/ids.ts";
import { bareHeaders, plainAnswer } from "#kit/plain_answer.ts";
import type { Config } from "#kit/config.ts";
import type { Bus } from "#bus/bus.ts";
import { recordOversight } from "#core/audit/audit.ts";
import type { Actor, Context, Services } from "#core/context.ts";
import { getGroup, viewOfListed } from "#core/groups/groups.ts";
import { currentEpoch } from "#core/log/epoch.ts";
import { logPosition, logVersion, readLog } from "#core/log/read.ts";
import { isReady } from "#core/instance/health.ts";
import type { LogEntry } from "#core/log/log_entry.ts";
import { maySee } from "#core/permissions.ts";
import { refusalTexts } from "#wire/refusal_texts.ts";
import { encodeFrame } from "#wire/codec.ts";
import { closeCodes } from "#wire/codes.ts";
import { limits } from "#wire/limits.ts";
import { actorOfSession, authenticateUpgrade } from "./authentication.ts";
import { AccountChanges } from "./account_changes.ts";
import { sweepMs } from "./current_actor.ts";
import { Connection, type OnlineMember } from "./connection.ts";
import { refreshMember } from "./frame_handlers.ts";
import { OrderSender } from "./order_sender.ts";
import { Hub } from "./hub.ts";
import { receiveText } from "./inbound.ts";
import { keyedLine, splitKeyedLine } from "./keyed_line.ts";
import type { Realtime } from "./parts.ts";
import { Presence } from "./presence.ts";
import { Roster } from "./roster.ts";
import { expireConnections } from "./sweep.ts";
import { Tail } from "./tail.ts";
import { topics } from "./topics.ts";
import { Typing } from "./typing.ts";

export interface RealtimeOptions {
  config: Config;
  services: Services;
  bus: Bus;
}

export interface RealtimeServer {
  port: number;
  /** Follows what this process has appended itself: wired to `services.announce`. */
  announce(entries: LogEntry[]): void;
  connectionCount(): number;
  /** Closes every socket with 1001, then the port. */
  stop(): Promise<void>;
}

const readTopic = "read";
const logTopic = "log";

/** Starts the server; port 0 takes a free one. @throws when the port is taken */
export async function startRealtime(options: RealtimeOptions): Promise<RealtimeServer> {
  const { config, services, bus } = options;
  const connections = new Set<Connection>();
  const publisher: Publisher = { publish: () => {}, isHeard: () => false };
  const realtime = await assemble(options, publisher);
  const server = serve({ config, realtime, connections });
  publisher.publish = (topic, text) => void server.publish(topic, text, false);
  publisher.isHeard = (topic) => server.subscriberCount(topic) > 0;

  const unsubscribe = bus.subscribe(logTopic, () => realtime.tail.nudge());
  let cancelSweep = () => {};
  const scheduleSweep = () => {
    cancelSweep = services.clock.after(sweepMs, () => {
      expireConnections(realtime, connections).catch((error: unknown) => {
        services.log.error("sweep.failed", errorFields(error));
      });
      scheduleSweep();
    });
  };
  scheduleSweep();

  return {
    port: server.port ?? config.realtimePort,
    announce(entries) {
      realtime.tail.announce(entries);
      bus.publish(logTopic, String(entries.at(-1)?.id ?? 0));
    },
    connectionCount: () => connections.size,
    async stop() {
      cancelSweep();
      unsubscribe();
      realtime.tail.stop();
      realtime.presence.stop();
      for (const connection of connections) connection.close(closeCodes.goingAway, "restarting");
      await server.stop(true);
    },
  };
}

/** The sockets of this process, by what they subscribe to; there once the port is open. */
interface Publisher {
  publish: (topic: string, text: string) => void;
  isHeard: (topic: string) => boolean;
}

async function assemble(
  { services, bus }: RealtimeOptions,
  publisher: Publisher,
): Promise<Realtime> {
  const publish = (topic: string, text: string) => publisher.publish(topic, text);
  const { clock, log, db } = services;
  const processId = uuidv7(clock.now());
  const failed = (event: string) => (error: unknown) => log.error(event, errorFields(error));
  const roster = new Roster();
  const accountChanges = new AccountChanges();
  const presence = new Presence({
    roster,
    bus,
    clock,
    processId,
    publish,
    isHeard: (topic) => publisher.isHeard(topic),
  });
  const order = new OrderSender({ db, roster, failed: failed("order.failed") });
  const hub = new Hub({
    roster,
    accountChanges,
    publish(topic, frame) {
      if (publisher.isHeard(topic)) publish(topic, encodeFrame(frame()));
    },
    list: (member, id) => void list(services, member, id).catch(failed("list.failed")),
    refresh: (member) => void refresh(realtime, member).catch(failed("refresh.failed")),
    oversee: (member, id) =>
      void recordOversight({ ...services, actor: member.actor }, id).catch(
        failed("oversight.failed"),
      ),
    membersChanged: (id) => presence.changed(id),
    sorted: () => order.changed(),
    nowIso: () => new Date(clock.now()).toISOString(),
  });
  const tail = new Tail(
    {
      clock,
      read: (after) => readLog(db, after),
      version: () => logVersion(db),
      deliver: (entry) => hub.deliver(entry),
      failed: failed("tail.failed"),
    },
    await logPosition(db),
  );
  bus.subscribe(readTopic, (line) => {
    const { key: userId, text } = splitKeyedLine(line);
    roster.sendTo(userId, text);
  });
  const realtime: Realtime = {
    services,
    epoch: await currentEpoch(services),
    roster,
    accountChanges,
    hub,
    tail,
    presence,
    typing: new Typing({ bus, clock, publish }),
    readMoved(userId, { conversationId, seq, unread }) {
      const meta = { conversationId, seq };
      const frame = encodeFrame({ messageType: "ReadMoved", payload: { unread }, meta });
      roster.sendTo(userId, frame);
      bus.publish(readTopic, keyedLine(userId, frame));
    },
  };
  return realtime;
}

interface Serving {
  config: Config;
  realtime: Realtime;
  connections: Set<Connection>;
}

function serve({ config, realtime, connections }: Serving) {
  const { services } = realtime;
  return Bun.serve<Connection>({
    hostname: config.host,
    port: config.realtimePort,
    reusePort: config.realtimeWorkers > 1,
    ...lastResort(services.log),
    async fetch(request, server) {
      const answer = await answerRequest({ config, realtime }, request, server);
      if (answer) await dropBody(request);
      return answer;
    },
    websocket: {
      // Frames above the limit are refused in words; far above it, the socket is closed (1009).
      maxPayloadLength: limits.frameBytes * 4,
      backpressureLimit: limits.backpressureBytes,
      closeOnBackpressureLimit: true,
      perMessageDeflate: false,
      idleTimeout: 120,
      sendPings: false,
      open(socket) {
        socket.data.socket = socket;
        connections.add(socket.data);
      },
      message: (socket, data) => receiveText(realtime, socket.data, data),
      pong(socket) {
        socket.data.heardAtMs = services.clock.monotonic();
      },
      close(socket) {
        connections.delete(socket.data);
        left(realtime, socket.data);
      },
    },
  });
}

/** A socket begins with GET (RFC 6455, section 4.1), and the health is read. */
const understood = { Allow: "GET, HEAD, OPTIONS" };

/** @returns nothing when the request has become a socket */
async function answerRequest(
  { config, realtime }: Pick<Serving, "config" | "realtime">,
  request: Request,
  server: Bun.Server<Connection>,
): Promise<Response | undefined> {
  const { services } = realtime;
  const { method } = request;
  if (method === "OPTIONS") return new Response(null, { status: 204, headers: understood });
  if (method !== "GET" && method !== "HEAD") {
    return plainAnswer(refusalTexts.wrong_method, 405, understood);
  }
  if (method === "HEAD" || request.headers.get("Upgrade")?.toLowerCase() !== "websocket") {
    return plain(services, pathOf(request));
  }
  const asOf = realtime.tail.lastId;
  const upgrade = await authenticateUpgrade(services, config, request.headers);
  if (upgrade.kind === "refused") return plainAnswer(upgrade.message, upgrade.status);
  const headers = upgrade.subprotocol
    ? { "Sec-WebSocket-Protocol": upgrade.subprotocol }
    : undefined;
  const data = new Connection(upgrade.actor, asOf, services.clock.monotonic());
  if (pathOf(request) !== undefined && server.upgrade(request, { data, headers })) return undefined;
  return plainAnswer("This is not a valid WebSocket request.", 400);
}

function left({ roster, presence }: Realtime, connection: Connection): void {
  const { state } = connection;
  connection.state = { kind: "closed" };
  if (state.kind !== "identified") return;
  const conversationIds = state.member.conversationIds();
  if (roster.remove(connection, state.member)) {
    for (const conversationId of conversationIds) presence.changed(conversationId);
  }
}

/** @param path nothing when the request names no address */
async function plain(services: Services, path: string | undefined): Promise<Response> {
  const headers = bareHeaders;
  if (path === undefined) return plainAnswer("This request names no host.", 400);
  if (path === "/healthz") return Response.json({ status: "ok" }, { headers });
  if (path === "/readyz") {
    const ready = await isReady(services);
    const status = ready ? 200 : 503;
    return Response.json({ status: ready ? "ready" : "not ready" }, { status, headers });
  }
  return plainAnswer("This address speaks WebSocket.", 426, { Upgrade: "websocket" });
}

async function list(
  services: Services,
  member: OnlineMember,
  conversationId: string,
): Promise<void> {
  const context: Context = { ...services, actor: member.actor };
  const conversation = viewOfListed(await getGroup(context, conversationId));
  // Removed while that was read: then the log has ended the subscription already.
  if (!maySee(member.actor, member.roleIn(conversationId))) return;
  for (const connection of member.connections) {
    if (connection.state.kind !== "identified" || connection.state.dialect === "original") continue;
    if (member.isMemberOf(conversationId) && !connection.open.includes(conversationId)) {
      connection.subscribe(topics.passive(conversationId));
    }
    connection.send({
      messageType: "ConversationListed",
      payload: { conversation },
      meta: { conversationId },
    });
  }
}

/** Each device is judged by its own session; one that lives says who the account is now. */
async function refresh(realtime: Realtime, member: OnlineMember): Promise<void> {
  const { services, hub } = realtime;
  const bySession = Map.groupBy(member.connections, ({ actor }) => actor?.sessionId ?? "");
  let current: Actor | undefined;
  for (const [sessionId, connections] of bySession) {
    const actor = await actorOfSession(services, sessionId);
    if (!actor) for (const connection of connections) hub.signOut(connection, "signed_out");
    current ??= actor;
  }
  if (current) await refreshMember(realtime, member, current);
}
