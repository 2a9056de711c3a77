/** The parts of a socket server with recorded sockets instead of a port. */
import { createLocalBus, type LocalBus } from "#bus/local.ts";
import { encodeFrame } from "#wire/codec.ts";
import type { ClientFrame } from "#wire/client_frames.ts";
import type { ServerFrame } from "#wire/frames.ts";
import { assemble } from "#realtime/assemble.ts";
import { receiveText } from "#realtime/inbound.ts";
import type { Realtime } from "#realtime/parts.ts";
import { Publisher } from "#realtime/publisher.ts";
import type { TestPerson } from "./people.ts";
import {
  identifiedSocket,
  type Identity,
  recordedSocket,
  type RecordedSocket,
} from "./recorded_socket.ts";
import { type TestServices, testServices, type TestServicesOptions } from "./services.ts";

export interface Assembled {
  services: TestServices;
  realtime: Realtime;
  /** A socket whose upgrade request has proved the account. */
  connect(person: TestPerson): RecordedSocket;
  /** A socket whose upgrade request carried the cookie of the account's session. */
  carry(person: TestPerson): RecordedSocket;
  /** A socket that has identified itself. */
  enter(person: TestPerson, identity?: Identity): RecordedSocket;
  send(socket: RecordedSocket, frame: ClientFrame): void;
  stop(): void;
}

export interface AssembledOptions extends TestServicesOptions {
  localBus?: LocalBus;
}

export async function assembled(options: AssembledOptions = {}): Promise<Assembled> {
  // Nothing here depends on what a power cut leaves.
  const services = testServices({ synchronous: "NORMAL", ...options });
  const sockets: RecordedSocket[] = [];
  const following = (topic: string) => sockets.filter(({ topics }) => topics.has(topic));
  const publisher = new Publisher();
  publisher.connect({
    subscriberCount: (topic) => following(topic).length,
    publish(topic, text) {
      for (const { frames } of following(topic)) frames.push(JSON.parse(text) as ServerFrame);
    },
  });
  const bus = (options.localBus ?? createLocalBus()).join();
  const realtime = await assemble({ services, bus }, publisher);
  services.appended.subscribe((entries) => {
    realtime.replays.committed(entries);
    realtime.tail.committed(entries);
  });
  const added = (socket: RecordedSocket) => {
    sockets.push(socket);
    return socket;
  };
  return {
    services,
    realtime,
    connect({ actor }) {
      const socket = added(recordedSocket(actor, services.clock.monotonic()));
      socket.connection.actorAsOf = realtime.changes.moment;
      return socket;
    },
    carry({ actor, cookie }) {
      const socket = added(recordedSocket(actor, services.clock.monotonic()));
      const token = cookie.slice(cookie.indexOf("=") + 1);
      socket.connection.state = { kind: "unidentified", actor: undefined, cookie: token };
      return socket;
    },
    enter({ actor }, identity) {
      const socket = added(identifiedSocket(realtime.roster, actor, identity));
      socket.connection.lastReceivedAtMs = services.clock.monotonic();
      return socket;
    },
    send: ({ connection }, frame) => receiveText(realtime, connection, encodeFrame(frame)),
    stop() {
      realtime.tail.stop();
      realtime.presence.stop();
      services.dispose();
    },
  };
}

/** The first frame of a kind that a socket has received. */
export function received<Kind extends ServerFrame["messageType"]>(
  { frames }: RecordedSocket,
  kind: Kind,
): Extract<ServerFrame, { messageType: Kind }> | undefined {
  const isOfKind = (frame: { messageType: string }) => frame.messageType === kind;
  return frames.find(isOfKind) as Extract<ServerFrame, { messageType: Kind }> | undefined;
}
