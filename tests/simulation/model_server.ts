import { encodeFrame } from "#wire/codec.ts";
import { decodeClientFrame } from "#wire/decode_client_frame.ts";
import { closeCodes } from "#wire/codes.ts";
import type { ChatMessageIn, ClientFrame, Open } from "#wire/client_frames.ts";
import type { ConversationView, MessageView } from "#wire/views.ts";
import type { EventFrame } from "#wire/events/registry.ts";
import type { ServerFrame } from "#wire/frames.ts";
import type { ChatMessageOut } from "#wire/events/chat_message.ts";
import { limits } from "#wire/limits.ts";
import type { FakeClock } from "./fake_clock.ts";
import type { ServerEnd, ServerEvents } from "./socket_pair.ts";

/** The faults of the model server, decided each time one might occur. */
export interface Mischief {
  /** The acknowledgement is not sent. */
  losesAck(): boolean;
  /** An event is sent twice. */
  doubles(): boolean;
  /** An event is not sent to one reader. */
  forgets(): boolean;
  /** A frame is dropped because of the rate limit, and the refusal does not say which. */
  floods(): boolean;
  /** A message is refused for now. */
  busy(): boolean;
  /** The web application beside it does not answer with a page. */
  withholds(): boolean;
}

interface Connection {
  end: ServerEnd;
  userId: string;
  open: Set<string>;
}

/** A server that keeps its log in memory, with enough of the rules to test a client. */
export class ModelServer {
  readonly logs = new Map<string, EventFrame[]>();
  epoch = "epoch-1";
  /** The web application's epoch, if the two disagree. */
  otherEpoch: string | undefined;
  /** A client further behind must fetch the page. */
  replayEvents: number = limits.replayEvents;
  /** The conversations in everyone's welcome. */
  listed: ConversationView[] = [];
  /** Users in here are told that their session is over. */
  readonly revoked = new Set<string>();
  #connections = new Set<Connection>();
  #ids = 0;

  constructor(
    private readonly clock: FakeClock,
    private readonly mischief: Mischief,
  ) {}

  log(conversationId: string): EventFrame[] {
    const log = this.logs.get(conversationId) ?? [];
    this.logs.set(conversationId, log);
    return log;
  }

  /** Whether a page can be fetched now. */
  answersPages(): boolean {
    return !this.mischief.withholds();
  }

  /** The epoch of a page that is fetched now. */
  get pageEpoch(): string {
    return this.otherEpoch ?? this.epoch;
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  accept = (end: ServerEnd): ServerEvents => {
    const connection: Connection = { end, userId: "", open: new Set() };
    this.#connections.add(connection);
    return {
      received: (text) => {
        const decoded = decodeClientFrame(text);
        if (!decoded.ok) throw new Error(`client sent nonsense: ${decoded.refusal.message}`);
        this.#handle(connection, decoded.frame);
      },
      closed: () => this.#connections.delete(connection),
    };
  };

  /** Replaces the log, so that every position is invalid. */
  loseLog(epoch: string): void {
    this.epoch = epoch;
    this.logs.clear();
    for (const { end } of this.#connections) end.close(closeCodes.goingAway);
  }

  #handle(connection: Connection, frame: ClientFrame): void {
    if (this.mischief.floods()) {
      return reply(connection, {
        messageType: "Refusal",
        payload: { code: "limited", message: "too many", retry: true, retryAfterMs: 1_000 },
        meta: {},
      });
    }
    switch (frame.messageType) {
      case "IdMessage":
        return this.#identify(connection, frame.senderId);
      case "Open":
        return this.#open(connection, frame);
      case "Leave":
        return void connection.open.delete(frame.meta.conversationId);
      case "ChatMessage":
        return this.#post(connection, frame);
      case "Ping":
        return reply(connection, {
          messageType: "Pong",
          payload: {},
          meta: { timestamp: this.#now() },
        });
      default:
        return undefined;
    }
  }

  #identify(connection: Connection, userId: string): void {
    const timestamp = this.#now();
    if (this.revoked.has(userId)) {
      reply(connection, {
        messageType: "SignedOut",
        payload: { reason: "disabled" },
        meta: { timestamp },
      });
      return connection.end.close(closeCodes.signedOut);
    }
    connection.userId = userId;
    reply(connection, {
      messageType: "Welcome",
      payload: {
        userId,
        name: userId,
        role: "user",
        protocol: 1,
        epoch: this.epoch,
        heartbeatMs: 15_000,
        logMark: "",
        conversations: this.listed,
      },
      meta: { timestamp },
    });
  }

  #open(connection: Connection, { meta }: Open): void {
    const { conversationId } = meta;
    const log = this.log(conversationId);
    const { seq = log.length } = meta;
    const voided = meta.epoch !== undefined && meta.epoch !== this.epoch;
    const reload = voided || seq > log.length || log.length - seq > this.replayEvents;
    connection.open.add(conversationId);
    reply(connection, {
      messageType: "Opened",
      payload: { epoch: this.epoch, seq: log.length, reload, online: [] },
      meta: { conversationId },
    });
    if (reload) return;
    for (const event of log.slice(seq)) this.#deliver(connection, event);
  }

  #post(connection: Connection, frame: ChatMessageIn): void {
    const { conversationId, messageId: clientId = "" } = frame.meta;
    if (this.mischief.busy()) {
      return reply(connection, {
        messageType: "Refusal",
        payload: { code: "busy", message: "busy", retry: true, retryAfterMs: 500 },
        meta: { about: "ChatMessage", conversationId, messageId: clientId },
      });
    }
    const stored = this.#stored(connection.userId, clientId) ?? this.#store(connection, frame);
    if (this.mischief.losesAck()) return;
    reply(connection, {
      messageType: "Ack",
      payload: { message: stored },
      meta: { conversationId, clientId, messageId: stored.id, seq: stored.seq },
    });
  }

  #store({ userId }: Connection, frame: ChatMessageIn): MessageView {
    const { conversationId, messageId: clientId } = frame.meta;
    const log = this.log(conversationId);
    const seq = log.length + 1;
    const id = `message-${++this.#ids}`;
    const sentAt = this.#now();
    const { content } = frame.payload;
    const message: MessageView = {
      id,
      conversationId,
      senderId: userId,
      senderName: userId,
      senderRole: "user",
      seq,
      content,
      sentAt,
      clientId,
    };
    const event: ChatMessageOut = {
      messageType: "ChatMessage",
      payload: { content, displayName: userId, message },
      meta: { conversationId, senderId: userId, timestamp: sentAt, messageId: id, seq },
    };
    log.push(event);
    for (const connection of this.#connections) {
      if (connection.open.has(conversationId)) this.#deliver(connection, event);
    }
    return message;
  }

  #deliver(connection: Connection, event: EventFrame): void {
    if (this.mischief.forgets()) return;
    reply(connection, event);
    if (this.mischief.doubles()) reply(connection, event);
  }

  #stored(senderId: string, clientId: string): MessageView | undefined {
    for (const log of this.logs.values()) {
      for (const event of log) {
        if (event.messageType !== "ChatMessage" || event.meta.senderId !== senderId) continue;
        if (event.payload.message.clientId === clientId) return event.payload.message;
      }
    }
    return undefined;
  }

  #now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

function reply({ end }: Connection, frame: ServerFrame): void {
  end.send(encodeFrame(frame));
}
