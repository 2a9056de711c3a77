/** The client's own session machine over a real socket, noting what it sees for the checker. */
import { systemClock } from "#kit/clock.ts";
import { Session } from "#protocol/session.ts";
import type { SessionNotice, SocketEvents } from "#protocol/session_ports.ts";
import type { TestPerson } from "#tests/support/people.ts";
import type { ClientLog, Note } from "./checker.ts";
import { MemoryStore } from "./simulated_client.ts";

export class RealClient {
  readonly log: ClientLog;
  readonly session: Session;
  acked = 0;
  #positions = new Map<string, number>();
  #waiting: (() => void)[] = [];

  constructor(
    private readonly wsUrl: string,
    private readonly person: TestPerson,
  ) {
    this.log = { userId: person.id, notes: [] };
    this.session = new Session(
      {
        userId: person.id,
        clock: systemClock,
        random: Math.random,
        newId: () => crypto.randomUUID(),
        store: new MemoryStore(),
        connect: (events) => this.#connect(events),
      },
      (notice) => this.#notice(notice),
    );
  }

  /** Follows a conversation from its beginning. */
  start(conversationId: string, epoch: string): void {
    this.#note({ kind: "opened", conversationId, seq: 0, at: Date.now() });
    this.session.open(conversationId, { seq: 0, epoch });
    this.session.start();
  }

  post(conversationId: string, content: string): void {
    const { clientId } = this.session.sender.post(conversationId, content);
    this.#note({ kind: "sent", conversationId, clientId, at: Date.now() });
  }

  /** Resolves when `condition` holds; asked again whenever something has come. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (condition()) resolve();
        else this.#waiting.push(look);
      };
      look();
    });
  }

  position(conversationId: string): number {
    return this.#positions.get(conversationId) ?? 0;
  }

  #connect(events: SocketEvents) {
    const headers = { Cookie: this.person.cookie };
    const socket = new WebSocket(this.wsUrl, { headers } as unknown as string[]);
    socket.addEventListener("open", () => events.opened());
    socket.addEventListener("message", ({ data }) => events.received(String(data)));
    socket.addEventListener("close", ({ code }) => events.closed(code));
    return {
      send: (text: string) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      close: () => socket.close(),
    };
  }

  #notice(notice: SessionNotice): void {
    const at = Date.now();
    if (notice.kind === "acked") {
      const { clientId, message } = notice;
      const { id, seq, conversationId } = message;
      this.acked += 1;
      this.#note({ kind: "acked", conversationId, clientId, id, seq, at });
    } else if (notice.kind === "event") {
      const { conversationId, seq } = notice.frame.meta;
      const id = "messageId" in notice.frame.meta ? notice.frame.meta.messageId : undefined;
      this.#note({ kind: "delivered", conversationId, seq, id, at });
      this.#positions.set(conversationId, seq);
    }
    for (const look of this.#waiting.splice(0)) look();
  }

  #note(note: Note): void {
    this.log.notes.push(note);
  }
}
