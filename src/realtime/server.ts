/** The socket server as a whole: starts, follows the log, and stops. */
import { errorFields } from "#kit/logger.ts";
import type { Config } from "#kit/config.ts";
import type { Bus } from "#bus/bus.ts";
import { channels } from "#bus/channels.ts";
import type { Services } from "#core/context.ts";
import { allowsSeveralStarts } from "#core/instance/instance_lock.ts";
import { assemble } from "./assemble.ts";
import type { Connection } from "./connection.ts";
import { closeSockets } from "./drain.ts";
import { expiryCheckMs } from "./current_actor.ts";
import { listen } from "./listen.ts";
import { Publisher } from "./publisher.ts";
import { expireConnections } from "./expire_connections.ts";

export interface RealtimeOptions {
  config: Config;
  services: Services;
  bus: Bus;
}

export interface RealtimeServer {
  port: number;
  connectionCount(): number;
  /** Refuses new sockets, closes the others with 1001, then the port. */
  stop(): Promise<void>;
}

/** Starts the server; port 0 chooses a free one. @throws when the port is in use */
export async function startRealtime(options: RealtimeOptions): Promise<RealtimeServer> {
  const { config, services, bus } = options;
  const connections = new Set<Connection>();
  const publisher = new Publisher();
  const realtime = await assemble(options, publisher);
  let ending: Promise<void> | undefined;
  const isEnding = () => ending !== undefined;
  const server = listen({ config, realtime, connections, isEnding });
  publisher.connect(server);

  const subscriptions = [
    channels.log.subscribe(bus, () => realtime.tail.nudge()),
    services.appended.subscribe((entries) => {
      realtime.metrics.add("commits");
      realtime.replays.committed(entries);
      realtime.tail.committed(entries);
      channels.log.publish(bus, null);
    }),
  ];
  let cancelCheck = () => {};
  const scheduleCheck = () => {
    cancelCheck = services.clock.after(expiryCheckMs, () => {
      expireConnections(realtime, connections).catch((error: unknown) => {
        services.logger.error("expiry.failed", errorFields(error));
      });
      scheduleCheck();
    });
  };
  scheduleCheck();

  const end = async () => {
    cancelCheck();
    // Those that are still open are served.
    await closeSockets(connections, {
      clock: services.clock,
      isSpread: allowsSeveralStarts(config),
    });
    for (const endSubscription of subscriptions) endSubscription();
    realtime.tail.stop();
    await server.stop(true);
    // Last, because the sockets that close are departures.
    realtime.presence.stop();
    realtime.activity.stop();
  };

  return {
    port: server.port ?? config.realtimePort,
    connectionCount: () => connections.size,
    stop: () => (ending ??= end()),
  };
}
