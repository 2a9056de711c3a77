/** A real socket server on a free port, and sockets with methods for waiting. */
import { createLocalBus, type LocalBus } from "#bus/local.ts";
import type { Context } from "#core/context.ts";
import { createGroup } from "#core/groups/groups.ts";
import { encodeFrame } from "#wire/codec.ts";
import type { ClientFrame } from "#wire/client_frames.ts";
import type { ServerFrame } from "#wire/frames.ts";
import { type RealtimeServer, startRealtime } from "#realtime/server.ts";
import { firstCourse } from "./courses.ts";
import { patienceMs } from "./patience.ts";
import type { TestPerson } from "./people.ts";
import { type TestServices, testServices, type TestServicesOptions } from "./services.ts";

export interface TestRealtime {
  services: TestServices;
  server: RealtimeServer;
  url: string;
  /** Opens a socket as a browser does: with the cookie, from our own page. */
  connect(person?: TestPerson, options?: ConnectOptions): Promise<TestSocket>;
  stop(): Promise<void>;
}

export interface ConnectOptions {
  headers?: Record<string, string>;
  protocols?: string[];
  /** The certificate's issuer of a `wss:` address. */
  tls?: { ca: string };
}

export interface TestRealtimeOptions extends TestServicesOptions {
  localBus?: LocalBus;
}

export async function startTestRealtime(options: TestRealtimeOptions = {}): Promise<TestRealtime> {
  const services = testServices(options);
  const bus = (options.localBus ?? createLocalBus()).join();
  const server = await startRealtime({ config: services.config, services, bus });
  const url = `ws://127.0.0.1:${server.port}/`;
  return {
    services,
    server,
    url,
    connect(person, { headers, protocols } = {}) {
      const own = person && { Cookie: person.cookie, Origin: services.config.publicUrl.origin };
      return openSocket(url, { headers: { ...own, ...headers }, protocols });
    },
    async stop() {
      await server.stop();
      bus.close();
      services.dispose();
    },
  };
}

/** A group with an owner and members, created by the verb that pages use. */
export async function makeGroup(
  owner: Context,
  members: { id: string }[],
  name = "A group",
): Promise<string> {
  const people = members.map(({ id: userId }) => ({ userId }));
  const group = { name, description: "", members: people, courseId: firstCourse };
  return (await createGroup(owner, group)).id;
}

type Matcher<T extends ServerFrame> = (frame: ServerFrame) => frame is T;

export interface TestSocket {
  /** Everything received, in order. */
  frames: ServerFrame[];
  send(frame: ClientFrame): void;
  sendText(text: string): void;
  sendBytes(bytes: Uint8Array<ArrayBuffer>): void;
  /** The first frame of a kind, received or yet to come, that was not taken before. */
  next<K extends ServerFrame["messageType"]>(
    kind: K,
    matches?: (frame: Extract<ServerFrame, { messageType: K }>) => boolean,
  ): Promise<Extract<ServerFrame, { messageType: K }>>;
  /** Identifies itself as our client does, and waits for the welcome. */
  identify(person: TestPerson): Promise<Extract<ServerFrame, { messageType: "Welcome" }>>;
  /**
   * Resolves when everything sent before has been answered, because the server answers in order.
   */
  settle(): Promise<void>;
  /** Called with each frame from now on, before anything that waits for it. */
  onFrame(listener: (frame: ServerFrame) => void): void;
  closed: Promise<{ code: number; reason: string }>;
  close(): void;
}

interface Waiter {
  matches: Matcher<ServerFrame>;
  resolve: (frame: ServerFrame) => void;
}

export function openSocket(url: string, options: ConnectOptions = {}): Promise<TestSocket> {
  const socket = new WebSocket(url, options as unknown as string[]);
  const frames: ServerFrame[] = [];
  const untaken: ServerFrame[] = [];
  const waiters: Waiter[] = [];
  const listeners: ((frame: ServerFrame) => void)[] = [];
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.addEventListener("close", ({ code, reason }) => resolve({ code, reason }));
  });
  socket.addEventListener("message", ({ data }) => {
    const frame = JSON.parse(String(data)) as ServerFrame;
    frames.push(frame);
    for (const listener of listeners) listener(frame);
    const waiting = waiters.findIndex(({ matches }) => matches(frame));
    if (waiting < 0) untaken.push(frame);
    else waiters.splice(waiting, 1)[0]!.resolve(frame);
  });
  const self: TestSocket = {
    frames,
    closed,
    onFrame: (listener) => void listeners.push(listener),
    send: (frame) => socket.send(encodeFrame(frame)),
    sendText: (text) => socket.send(text),
    sendBytes: (bytes) => socket.send(bytes),
    next(kind, also = () => true) {
      type Wanted = Extract<ServerFrame, { messageType: typeof kind }>;
      const matches = (frame: ServerFrame): frame is Wanted =>
        frame.messageType === kind && also(frame as Wanted);
      const index = untaken.findIndex(matches);
      if (index >= 0) return Promise.resolve(untaken.splice(index, 1)[0] as Wanted);
      return new Promise<Wanted>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(late(kind, frames))), patienceMs);
        const taken = (frame: ServerFrame) => {
          clearTimeout(timer);
          resolve(frame as Wanted);
        };
        waiters.push({ matches, resolve: taken });
      });
    },
    identify(person) {
      self.send({
        messageType: "IdMessage",
        senderId: person.id,
        convId: "",
        timestamp: "",
        protocol: 1,
      });
      return self.next("Welcome");
    },
    async settle() {
      self.send({ messageType: "Ping", payload: {}, meta: {} });
      await self.next("Pong");
    },
    close: () => socket.close(),
  };
  return new Promise((resolve, reject) => {
    socket.addEventListener("open", () => resolve(self));
    socket.addEventListener("error", () =>
      reject(new Error("the server did not accept the socket")),
    );
  });
}

/** The users that a new reader of the group sees online, now and from then on. */
export async function openPresence(
  socket: TestSocket,
  conversationId: string,
): Promise<Set<string>> {
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId } });
  const online = new Set((await socket.next("Opened")).payload.online);
  socket.onFrame((frame) => {
    if (frame.messageType !== "Presence") return;
    for (const id of frame.payload.went) online.delete(id);
    for (const id of frame.payload.came) online.add(id);
  });
  return online;
}

function late(kind: string, frames: ServerFrame[]): string {
  const seen = frames.map(({ messageType }) => messageType).join(", ");
  return `no ${kind} within ${patienceMs} ms; received: ${seen || "nothing"}`;
}
