/** The port of the socket server: accepts requests for sockets and answers all others. */
import { dropBody, pathOf } from "#kit/incoming.ts";
import { lastResort } from "#kit/last_resort.ts";
import { answerMetrics } from "#kit/metrics_answer.ts";
import { bareHeaders, plainAnswer } from "#kit/plain_answer.ts";
import type { Config } from "#kit/config.ts";
import { logLengthAfter } from "#core/log/read.ts";
import { isReady } from "#core/instance/health.ts";
import { limits } from "#wire/limits.ts";
import { refusalTexts } from "#wire/refusal_texts.ts";
import { authenticateUpgrade } from "./authentication.ts";
import { Connection } from "./connection.ts";
import { receiveText } from "./inbound.ts";
import { labelOfCloseCode } from "./metrics.ts";
import type { Realtime } from "./parts.ts";

interface Serving {
  config: Config;
  realtime: Realtime;
  connections: Set<Connection>;
  /** Whether the server is ending: it takes no new sockets and is not ready. */
  isEnding: () => boolean;
}

type Answering = Omit<Serving, "connections">;

/** Starts listening; port 0 chooses a free one. @throws when the port is in use */
export function listen({ connections, ...answering }: Serving) {
  const { config, realtime } = answering;
  const { services, metrics } = realtime;
  const { logger } = services;
  return Bun.serve<Connection>({
    hostname: config.host,
    port: config.realtimePort,
    reusePort: config.realtimeWorkers > 1,
    ...lastResort(services.logger),
    fetch(request, server) {
      return asksForSocket(request)
        ? openSocket(answering, request, server)
        : afterBody(request, answerRequest(answering, request, server));
    },
    websocket: {
      // Frames above the limit get a refusal; far above it, the socket is closed (1009).
      maxPayloadLength: limits.frameBytes * 4,
      backpressureLimit: limits.backpressureBytes,
      closeOnBackpressureLimit: true,
      perMessageDeflate: false,
      idleTimeout: 120,
      sendPings: false,
      open(socket) {
        socket.data.socket = socket;
        connections.add(socket.data);
        metrics.add("connections");
        metrics.add("connections_opened");
        logger.debug("socket.opened", { userId: socket.data.actor?.id });
      },
      message: (socket, data) => receiveText(realtime, socket.data, data),
      pong(socket) {
        socket.data.lastReceivedAtMs = services.clock.monotonic();
      },
      close(socket, code) {
        connections.delete(socket.data);
        metrics.add("connections", -1);
        metrics.add("connections_closed", 1, labelOfCloseCode(code));
        logger.debug("socket.closed", { userId: socket.data.actor?.id, code });
        left(realtime, socket.data);
      },
    },
  });
}

/** A socket begins with GET (RFC 6455, section 4.1); health checks are GET or HEAD. */
const understood = { Allow: "GET, HEAD, OPTIONS" };

function asksForSocket({ method, headers }: Request): boolean {
  return method === "GET" && headers.get("Upgrade")?.toLowerCase() === "websocket";
}

/** @returns undefined if the request has become a socket */
async function openSocket(
  { config, realtime, isEnding }: Answering,
  request: Request,
  server: Bun.Server<Connection>,
): Promise<Response | undefined> {
  const { services, changes } = realtime;
  const asOf = changes.moment;
  const upgrade = await authenticateUpgrade(services, config, request.headers);
  if (upgrade.kind === "refused") {
    return afterBody(request, plainAnswer(upgrade.message, upgrade.status));
  }
  if (isEnding()) {
    return afterBody(request, plainAnswer("This server is restarting. Try again.", 503));
  }
  const headers = upgrade.subprotocol
    ? { "Sec-WebSocket-Protocol": upgrade.subprotocol }
    : undefined;
  const data = new Connection(upgrade, asOf, services.clock.monotonic());
  if (pathOf(request) !== undefined && server.upgrade(request, { data, headers })) return undefined;
  return afterBody(request, plainAnswer("This is not a valid WebSocket request.", 400));
}

async function answerRequest(
  { config, realtime, isEnding }: Answering,
  request: Request,
  server: Bun.Server<Connection>,
): Promise<Response> {
  const { method } = request;
  if (method === "OPTIONS") return new Response(null, { status: 204, headers: understood });
  if (method !== "GET" && method !== "HEAD") {
    return plainAnswer(refusalTexts.wrong_method, 405, understood);
  }
  const peer = () => server.requestIP(request)?.address;
  const asking = { peer, token: config.metricsToken };
  return (
    (await answerMetrics(request, asking, () => metricsText(realtime))) ??
    plain(pathOf(request), async () => !isEnding() && isReady(realtime.services))
  );
}

async function afterBody(request: Request, answer: Response | Promise<Response>) {
  const response = await answer;
  await dropBody(request);
  return response;
}

/** Asks the database for the lag: a stuck tail would not know about it. */
async function metricsText({ services, tail, metrics }: Realtime): Promise<string> {
  metrics.set("log_lag", await logLengthAfter(services.db, tail.position).catch(() => NaN));
  return metrics.text();
}

function left({ activity, roster, presence }: Realtime, connection: Connection): void {
  const { state } = connection;
  activity.forget(connection);
  connection.state = { kind: "closed" };
  if (state.kind !== "identified") return;
  const conversationIds = state.member.conversationIds();
  if (roster.remove(connection, state.member)) {
    for (const conversationId of conversationIds) presence.changed(conversationId);
  }
}

/** @param path undefined if the request names no address */
async function plain(
  path: string | undefined,
  isReadyNow: () => Promise<boolean>,
): Promise<Response> {
  const headers = bareHeaders;
  if (path === undefined) return plainAnswer("This request names no host.", 400);
  if (path === "/metrics") return plainAnswer("Nothing is here.", 404);
  if (path === "/healthz") return Response.json({ status: "ok" }, { headers });
  if (path === "/readyz") {
    const ready = await isReadyNow();
    const status = ready ? 200 : 503;
    return Response.json({ status: ready ? "ready" : "not ready" }, { status, headers });
  }
  return plainAnswer("This address speaks WebSocket.", 426, { Upgrade: "websocket" });
}
