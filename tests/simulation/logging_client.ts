/** A client that believes and records everything it receives. */
import type { ServerFrame } from "#wire/frames.ts";
import type { TestPerson } from "#tests/support/people.ts";
import type { TestRealtime, TestSocket } from "#tests/support/realtime.ts";
import type { ClientLog, Note } from "./checker.ts";
import { noteOf } from "./wire_notes.ts";

export interface LoggingClient {
  log: ClientLog;
  open(conversationId: string, seq?: number): Promise<void>;
  send(conversationId: string, content: string, clientId: string): void;
  /** Resolves when everything that was sent has been answered. */
  answered(): Promise<void>;
  /** Disconnects without notice, and resumes from its position after `meanwhile`. */
  reconnect(meanwhile?: () => Promise<unknown>): Promise<void>;
  /** Resolves when the event of a conversation has arrived, or a later one. */
  reached(conversationId: string, seq: number): Promise<void>;
}

export interface LoggingOptions {
  /** What happens to each frame on its way: nothing, or something that the checker must notice. */
  network?: (frame: ServerFrame) => ServerFrame[];
}

export async function loggingClient(
  realtime: Pick<TestRealtime, "connect">,
  person: TestPerson,
  { network = (frame) => [frame] }: LoggingOptions = {},
): Promise<LoggingClient> {
  const notes: Note[] = [];
  const positions = new Map<string, number>();
  const unanswered = new Set<string>();
  const awaited: { conversationId: string; seq: number; resolve: () => void }[] = [];
  let settled = Promise.withResolvers<void>();
  let socket: TestSocket;
  let epoch = "";

  const note = (frame: ServerFrame) => {
    const seen = noteOf(frame, Date.now());
    if (!seen) return;
    notes.push(seen);
    if (seen.kind === "acked" || seen.kind === "held" || seen.kind === "refused")
      done(seen.clientId);
    if (seen.kind === "delivered") moveTo(seen.conversationId, seen.seq);
  };
  const moveTo = (conversationId: string, seq: number) => {
    positions.set(conversationId, Math.max(positions.get(conversationId) ?? 0, seq));
    for (const wait of awaited) {
      if (wait.conversationId === conversationId && wait.seq <= seq) wait.resolve();
    }
  };
  const done = (clientId: string) => {
    unanswered.delete(clientId);
    if (unanswered.size === 0) settled.resolve();
  };

  const connect = async () => {
    socket = await realtime.connect(person);
    socket.onFrame((frame) => {
      for (const arriving of network(frame)) note(arriving);
    });
    epoch = (await socket.identify(person)).payload.epoch;
  };
  await connect();

  const self: LoggingClient = {
    log: { userId: person.id, notes },
    async open(conversationId, seq = 0) {
      positions.set(conversationId, seq);
      notes.push({ kind: "opened", conversationId, seq, at: Date.now() });
      socket.send({ messageType: "Open", payload: {}, meta: { conversationId, seq, epoch } });
      const { payload } = await socket.next("Opened");
      // The server is not as far as the client yet, so a page would be fetched.
      if (!payload.reload) return;
      positions.set(conversationId, payload.seq);
      notes.push({ kind: "opened", conversationId, seq: payload.seq, at: Date.now() });
    },
    send(conversationId, content, clientId) {
      if (unanswered.size === 0) settled = Promise.withResolvers();
      unanswered.add(clientId);
      notes.push({ kind: "sent", conversationId, clientId, at: Date.now() });
      socket.send({
        messageType: "ChatMessage",
        payload: { content, displayName: "" },
        meta: { conversationId, senderId: person.id, timestamp: "", messageId: clientId },
      });
    },
    answered: () => (unanswered.size === 0 ? Promise.resolve() : settled.promise),
    async reconnect(meanwhile) {
      socket.close();
      await socket.closed;
      notes.push({ kind: "closed", at: Date.now() });
      await meanwhile?.();
      await connect();
      for (const [conversationId, seq] of positions) await self.open(conversationId, seq);
    },
    reached(conversationId, seq) {
      if ((positions.get(conversationId) ?? 0) >= seq) return Promise.resolve();
      return new Promise((resolve) => awaited.push({ conversationId, seq, resolve }));
    },
  };
  return self;
}
