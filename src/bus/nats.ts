/** The bus over NATS (docs.nats.io): core NATS, which keeps nothing. */
import { connect, type ConnectionOptions, type NatsConnection } from "@nats-io/transport-node";
import { type Clock, sleep } from "#kit/clock.ts";
import type { NatsAddress } from "#kit/bus_settings.ts";
import type { Bus } from "./bus.ts";
import { isTooLong } from "./lines.ts";
import { addListener, type Listeners, dispatch } from "./local.ts";
import type { BusState } from "./state.ts";

const retryMs = 1_000;
/** A server that answers none of two pings in a row is away. */
const pingMs = 5_000;

/** Connects in the background, and again whenever the server is back. */
export function connectNatsBus(
  address: NatsAddress,
  { clock, state }: { clock: Clock; state: BusState },
): Bus {
  const { subject } = address;
  const listeners: Listeners = new Map();
  let connection: NatsConnection | undefined;
  let isClosed = false;

  const receive = (from: NatsConnection) =>
    from.subscribe(`${subject}.>`, {
      callback(error, message) {
        const text = error ? "" : message.string();
        if (error || isTooLong(text)) return;
        dispatch(listeners, { topic: message.subject.slice(subject.length + 1), text });
      },
    });
  const watch = async (opened: NatsConnection) => {
    for await (const { type } of opened.status()) {
      if (type === "disconnect") {
        connection = undefined;
        state.lost("the connection ended");
      } else if (type === "reconnect") {
        connection = opened;
        state.back();
      }
    }
  };
  /** Ends only when the connection is closed, which the server can do for a reason of its own. */
  const keep = async () => {
    const opened = await connect(options(address));
    if (isClosed) return opened.close();
    receive(opened);
    connection = opened;
    state.back();
    void watch(opened);
    const error = await opened.closed();
    connection = undefined;
    if (error) throw error;
  };
  const keepConnected = async (): Promise<void> => {
    try {
      await keep();
    } catch (error) {
      state.lost(error instanceof Error ? error.message : String(error));
    }
    if (isClosed) return;
    await sleep(clock, retryMs);
    void keepConnected();
  };
  void keepConnected();

  return {
    publish(topic, text) {
      // Without a connection, the client would keep texts and send them late.
      if (connection && !isTooLong(text)) connection.publish(`${subject}.${topic}`, text);
    },
    subscribe: (topic, listener) => addListener(listeners, topic, listener),
    close() {
      isClosed = true;
      void connection?.close();
    },
  };
}

function options({ servers, user, password, isTls }: NatsAddress): ConnectionOptions {
  return {
    servers,
    user,
    pass: password,
    tls: isTls ? {} : undefined,
    name: "Team Chat",
    noEcho: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: retryMs,
    pingInterval: pingMs,
    ignoreClusterUpdates: true,
    ignoreAuthErrorAbort: true,
  };
}
