/** A client's session with nothing real around it: a test plays the server, the clock and the user. */
import { Session } from "#sync/session.ts";
import type {
  OutboxEntry,
  SessionEvent,
  SessionSocket,
  SessionState,
  SocketEvents,
} from "#sync/session_ports.ts";
import type { ClientFrame } from "#wire/client_frames.ts";
import { encodeFrame } from "#wire/codec.ts";
import { decodeClientFrame } from "#wire/decode_client_frame.ts";
import { limits } from "#wire/limits.ts";
import type { Opened, RefusalFrame, ServerFrame, Welcome } from "#wire/frames.ts";
import type { MessageView } from "#wire/views.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { MemoryStore } from "#tests/simulation/simulated_client.ts";

const timestamp = "2026-11-02T08:00:00.000Z";

/** The server's end of a socket. */
export class FakeSocket implements SessionSocket {
  isClosed = false;
  #sent: ClientFrame[] = [];

  constructor(private readonly events: SocketEvents) {}

  send(text: string): void {
    const decoded = decodeClientFrame(text);
    if (!decoded.ok) throw new Error(`a server refuses this: ${decoded.refusal.message}`);
    this.#sent.push(decoded.frame);
  }

  close(): void {
    this.isClosed = true;
  }

  /** What has arrived since the last call. */
  taken(): ClientFrame[] {
    return this.#sent.splice(0);
  }

  open(): void {
    this.events.opened();
  }

  say(frame: ServerFrame): void {
    this.events.received(encodeFrame(frame));
  }

  sayText(text: string): void {
    this.events.received(text);
  }

  end(code = 1006): void {
    this.events.closed(code);
  }
}

/** The session of the user "me". All delays take the middle of their range. */
export class FakeSession {
  readonly clock = new FakeClock();
  readonly sockets: FakeSocket[] = [];
  readonly events: SessionEvent[] = [];
  readonly session: Session;
  #ids = 0;

  constructor(readonly store = new MemoryStore()) {
    this.session = new Session({
      userId: "me",
      clock: this.clock,
      random: () => 0.5,
      newId: () => `mine-${++this.#ids}`,
      store,
      connect: (events) => {
        const socket = new FakeSocket(events);
        this.sockets.push(socket);
        return socket;
      },
    });
    this.session.subscribe((event) => this.events.push(event));
  }

  get socket(): FakeSocket {
    return this.sockets.at(-1)!;
  }

  get state(): SessionState {
    return this.session.state;
  }

  /** Answers the newest socket as a server does. What it has sent so far counts as taken. */
  welcome(payload: Partial<Welcome["payload"]> = {}): void {
    this.socket.open();
    this.socket.taken();
    this.socket.say(welcome(payload));
  }

  async goLive(): Promise<void> {
    this.session.start();
    await this.clock.advance(0);
    this.welcome();
    this.socket.taken();
    this.events.length = 0;
  }

  /** Answers each Ping while time passes. */
  async liveFor(durationMs: number): Promise<ClientFrame[]> {
    const sent: ClientFrame[] = [];
    for (let passed = 0; passed < durationMs; passed += 100) {
      await this.clock.advance(100);
      const taken = this.socket.taken();
      sent.push(...taken);
      if (taken.some(({ messageType }) => messageType === "Ping")) this.socket.say(pong());
    }
    return sent;
  }

  /** Loses the connection, and connects again. */
  reconnect(): void {
    this.socket.end();
    this.session.wake();
    this.welcome();
  }

  entry(clientId: string): OutboxEntry | undefined {
    return this.session.sender.outbox.find(clientId);
  }

  eventsOf<K extends SessionEvent["kind"]>(kind: K): Extract<SessionEvent, { kind: K }>[] {
    return this.events.filter(
      (event): event is Extract<SessionEvent, { kind: K }> => event.kind === kind,
    );
  }
}

export function welcome(payload: Partial<Welcome["payload"]> = {}): Welcome {
  return {
    messageType: "Welcome",
    payload: {
      userId: "me",
      name: "Me",
      role: "user",
      protocol: 1,
      epoch: "e",
      heartbeatMs: limits.heartbeatMs,
      logMark: "mark",
      conversations: [],
      ...payload,
    },
    meta: { timestamp },
  };
}

export function pong(): ServerFrame {
  return { messageType: "Pong", payload: {}, meta: { timestamp } };
}

export function opened(conversationId: string, seq: number, reload = false): Opened {
  return {
    messageType: "Opened",
    payload: { epoch: "e", seq, reload, online: [] },
    meta: { conversationId },
  };
}

export function messageView(seq: number, parts: Partial<MessageView> = {}): MessageView {
  return {
    id: `m${seq}`,
    conversationId: "g",
    senderId: "ann",
    senderName: "Ann",
    senderRole: "user",
    seq,
    content: `text ${seq}`,
    sentAt: timestamp,
    ...parts,
  };
}

export function outboxEntry(clientId: string, parts: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    clientId,
    conversationId: "g",
    content: clientId,
    createdAt: "2026-11-02T08:00:00.000Z",
    status: { kind: "queued" },
    ...parts,
  };
}

export function refusal(
  meta: RefusalFrame["meta"],
  payload: Partial<RefusalFrame["payload"]> = {},
): RefusalFrame {
  const given = { code: "busy", message: "refused", retry: true, ...payload } as const;
  return { messageType: "Refusal", payload: given, meta };
}
