/** The client's own session over a real socket, recording for the checker what it sees. */
import { systemClock } from "#kit/clock.ts";
import { decodeServerFrame } from "#wire/codec.ts";
import type { ClientFrame } from "#wire/client_frames.ts";
import type { EventFrame } from "#wire/events/registry.ts";
import { Session } from "#sync/session.ts";
import type { Position, SessionEvent, SocketEvents } from "#sync/session_ports.ts";
import { within } from "#tests/support/output.ts";
import type { TestPerson } from "#tests/support/people.ts";
import type { Reachable } from "#tests/support/servers.ts";
import type { ClientLog } from "./checker.ts";
import { MemoryStore } from "./simulated_client.ts";
import { Tally } from "./tally.ts";
import { noteOf } from "./wire_notes.ts";

const patienceMs = 120_000;

export class RealClient {
  /** What its reader sees. */
  readonly screen: ClientLog;
  /** What its sockets received, before the session repaired anything. */
  readonly wire: ClientLog;
  readonly session: Session;
  /** How often it was told to fetch a page instead of resuming. */
  reloads = 0;
  /** When it last became live, in epoch ms; 0 before the first time. */
  lastLiveAt = 0;
  readonly #unanswered = new Set<string>();
  readonly #positions = new Map<string, number>();
  /** The position from which each conversation was requested. */
  readonly #asked = new Map<string, number>();
  /** The position of each conversation according to the server. */
  readonly #heads = new Map<string, Position>();
  #waiting: (() => void)[] = [];
  #socket: WebSocket | undefined;

  constructor(
    private readonly server: Pick<Reachable, "wsUrl" | "certificate">,
    private readonly person: TestPerson,
    private readonly tally = new Tally(),
  ) {
    this.screen = { userId: person.id, notes: [] };
    this.wire = { userId: person.id, notes: [] };
    this.session = new Session({
      userId: person.id,
      clock: systemClock,
      random: Math.random,
      newId: () => Bun.randomUUIDv7(),
      store: new MemoryStore(),
      connect: (events) => this.#connect(events),
    });
    this.session.subscribe((event) => this.#notice(event));
  }

  /** Follows conversations from their beginning. */
  start(conversationIds: string[], epoch: string): void {
    for (const conversationId of conversationIds) {
      this.screen.notes.push({ kind: "opened", conversationId, seq: 0, at: Date.now() });
      this.session.open(conversationId, { seq: 0, epoch });
    }
    this.session.start();
  }

  post(conversationId: string, content: string): void {
    const { clientId } = this.session.sender.post(conversationId, content);
    this.#unanswered.add(clientId);
    this.screen.notes.push({ kind: "sent", conversationId, clientId, at: Date.now() });
  }

  /** Resolves when everything it has posted is acknowledged. @throws after two minutes */
  answered(): Promise<void> {
    return this.until(
      () => this.#unanswered.size === 0,
      () => `${this.#unanswered.size} messages unanswered`,
    );
  }

  /** Resolves when it has reached the seq. @throws after two minutes */
  reached(conversationId: string, seq: number): Promise<void> {
    const position = () => this.#positions.get(conversationId) ?? 0;
    return this.until(
      () => position() >= seq,
      () => `stands at ${position()}, not at ${seq}`,
    );
  }

  /** Resolves when `condition` is true; checked whenever something has arrived. */
  until(condition: () => boolean, tell: () => string): Promise<void> {
    const held = Promise.withResolvers<void>();
    const look = () => {
      if (condition()) held.resolve();
      else this.#waiting.push(look);
    };
    look();
    return within(held.promise, patienceMs, () => `${tell()}; ${this.session.state.kind}`);
  }

  /** Its connection ends, as on the way from one network to another; it comes back on its own. */
  disconnect(): void {
    this.#socket?.close();
  }

  #connect(events: SocketEvents) {
    const headers = { Cookie: this.person.cookie };
    const { wsUrl, certificate } = this.server;
    const tls = certificate === undefined ? undefined : { ca: certificate };
    const socket = new WebSocket(wsUrl, { headers, tls } as unknown as string[]);
    this.#socket = socket;
    socket.addEventListener("open", () => events.opened());
    socket.addEventListener("message", ({ data }) => {
      this.#arrived(String(data));
      events.received(String(data));
    });
    socket.addEventListener("close", ({ code }) => {
      this.wire.notes.push({ kind: "closed", at: Date.now() });
      events.closed(code);
    });
    return {
      send: (text: string) => {
        if (socket.readyState !== WebSocket.OPEN) return;
        const frame = JSON.parse(text) as ClientFrame;
        if (frame.messageType === "Open") {
          this.#asked.set(frame.meta.conversationId, frame.meta.seq ?? 0);
        }
        socket.send(text);
      },
      close: () => socket.close(),
    };
  }

  #arrived(text: string): void {
    const frame = decodeServerFrame(text);
    if (!frame) throw new Error(`the server sent what is no frame: ${text}`);
    const at = Date.now();
    if (frame.messageType === "Opened") {
      const { conversationId } = frame.meta;
      const { reload, seq: head, epoch } = frame.payload;
      this.#heads.set(conversationId, { seq: head, epoch });
      const seq = reload ? head : (this.#asked.get(conversationId) ?? 0);
      this.wire.notes.push({ kind: "opened", conversationId, seq, at });
      return;
    }
    const note = noteOf(frame, at);
    if (note) this.wire.notes.push(note);
  }

  #notice(notice: SessionEvent): void {
    const at = Date.now();
    if (notice.kind === "acked") {
      const { clientId, message } = notice;
      const { id, seq, conversationId } = message;
      this.#stored(clientId);
      this.screen.notes.push({ kind: "acked", conversationId, clientId, id, seq, at });
    } else if (notice.kind === "event") {
      this.#see(notice.frame, at);
    } else if (notice.kind === "refused") {
      const note = noteOf(notice.frame, at);
      if (note) this.screen.notes.push(note);
      this.tally.noteRefused(notice.frame.payload.code);
    } else if (notice.kind === "reload") {
      this.#fetch(notice.conversationId, at);
    } else if (notice.kind === "state" && notice.state.kind === "live") {
      this.lastLiveAt = at;
    }
    for (const look of this.#waiting.splice(0)) look();
  }

  #see(frame: EventFrame, at: number): void {
    const note = noteOf(frame, at);
    if (note) this.screen.notes.push(note);
    this.#positions.set(frame.meta.conversationId, frame.meta.seq);
    if (frame.messageType === "ChatMessage") this.#stored(frame.payload.message.clientId);
  }

  #stored(clientId: string | undefined): void {
    if (clientId !== undefined && this.#unanswered.delete(clientId)) {
      this.tally.noteStored();
    }
  }

  /** A page would fetch the newest messages now, and continue from there. */
  #fetch(conversationId: string, at: number): void {
    const head = this.#heads.get(conversationId);
    if (!head) return;
    this.reloads += 1;
    this.#positions.set(conversationId, head.seq);
    this.screen.notes.push({ kind: "opened", conversationId, seq: head.seq, at });
    queueMicrotask(() => this.session.open(conversationId, head));
  }
}
