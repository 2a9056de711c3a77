import { Session } from "#sync/session.ts";
import type { OutboxEntry, OutboxStore, SessionEvent } from "#sync/session_ports.ts";
import { applyEvent, type Timeline } from "#sync/timeline.ts";
import { placeMessage } from "#wire/timeline.ts";
import type { FakeClock } from "./fake_clock.ts";
import type { ModelServer } from "./model_server.ts";
import { connectPair, type Weather } from "./socket_pair.ts";

/** What a browser keeps when the page is gone. */
export class MemoryStore implements OutboxStore {
  readonly entries = new Map<string, OutboxEntry>();

  load(): Promise<OutboxEntry[]> {
    return Promise.resolve([...this.entries.values()]);
  }

  save(entry: OutboxEntry): Promise<void> {
    this.entries.set(entry.clientId, entry);
    return Promise.resolve();
  }

  remove(clientId: string): Promise<void> {
    this.entries.delete(clientId);
    return Promise.resolve();
  }
}

export interface ClientParts {
  userId: string;
  clock: FakeClock;
  random: () => number;
  server: ModelServer;
  weather: Weather;
  store?: MemoryStore;
}

/** A page: a session, and the timelines that its events build. */
export class SimulatedClient {
  readonly session: Session;
  readonly timelines = new Map<string, Timeline>();
  readonly notices: SessionEvent[] = [];
  readonly store: MemoryStore;
  #ids = 0;

  constructor(private readonly parts: ClientParts) {
    const { clock, random, server, userId, weather } = parts;
    this.store = parts.store ?? new MemoryStore();
    const page = Math.floor(random() * 1e9);
    this.session = new Session({
      userId,
      clock,
      random,
      newId: () => `${userId}-${page}-${++this.#ids}`,
      store: this.store,
      connect: (client) => connectPair(clock, weather, { client, accept: server.accept }),
    });
    this.session.subscribe((event) => this.#notice(event));
  }

  /** Fetches the page as the web application would answer it, then follows from there. */
  open(conversationId: string): void {
    const { server } = this.parts;
    const seq = server.log(conversationId).length;
    this.timelines.set(conversationId, fetched(server, conversationId));
    this.session.open(conversationId, { seq, epoch: server.pageEpoch });
  }

  #notice(notice: SessionEvent): void {
    this.notices.push(notice);
    if (notice.kind === "event") {
      this.#update(notice.frame.meta.conversationId, (timeline) =>
        applyEvent(timeline, notice.frame),
      );
    }
    if (notice.kind === "acked") {
      this.#update(notice.message.conversationId, (timeline) =>
        placeMessage(timeline, notice.message),
      );
    }
    if (notice.kind === "reload") {
      const { conversationId } = notice;
      this.parts.clock.after(5, () => {
        if (this.parts.server.answersPages()) this.open(conversationId);
        else this.session.reloadFailed(conversationId);
      });
    }
  }

  #update(conversationId: string, change: (timeline: Timeline) => Timeline): void {
    const timeline = this.timelines.get(conversationId);
    if (timeline) this.timelines.set(conversationId, change(timeline));
  }
}

/** The state of a conversation as the server has it now. */
export function fetched(server: ModelServer, conversationId: string): Timeline {
  const log = server.log(conversationId);
  return {
    id: conversationId,
    name: "",
    description: "",
    seq: log.length,
    members: [],
    messages: log.flatMap((event) =>
      event.messageType === "ChatMessage" ? [event.payload.message] : [],
    ),
    hasOlder: false,
    deleted: false,
    unplaced: [],
    renamed: new Map(),
  };
}
