/** The chat page itself, without a browser: its state and its actions. */
import { chatActions } from "#client/chat/actions.ts";
import { loadLateActions } from "#client/chat/late_actions.ts";
import { ChatApp } from "#client/chat/chat_app.ts";
import { ChatStore } from "#client/chat/chat_store.ts";
import type { Fetched, Pages } from "#client/chat/fetch_page.ts";
import type { MessageView } from "#wire/views.ts";
import { Session } from "#sync/session.ts";
import type { ChatActions } from "#ui/chat/chat_actions.ts";
import {
  type ChatState,
  type ConversationPage,
  type OlderPage,
  stateOfBoot,
} from "#ui/chat/chat_state.ts";
import { chat } from "#ui/text/chat.en.ts";
import { common } from "#ui/text/common.en.ts";
import { MemoryStore } from "./simulated_client.ts";
import type { world } from "./simulated_world.ts";
import { connectPair } from "./socket_pair.ts";
import { usualLook } from "#ui/chat/list_look.ts";

// Browsers load them after the first view.
await loadLateActions();

export interface PageParts extends Pick<
  ReturnType<typeof world>,
  "clock" | "random" | "server" | "weather"
> {
  userId: string;
  /** The group that is shown first. */
  group: string;
  /** Messages on a page. */
  pageSize?: number;
}

export class SimulatedPage {
  readonly session: Session;
  readonly app: ChatApp;
  readonly act: ChatActions;
  /** The web application's answer instead of a page, if there is one. */
  problem: "not_found" | "failed" | "signed_out" | undefined;
  /** How often older messages were requested. */
  olderAsked = 0;
  /** Drafts, by group and by message. */
  readonly written = new Map<string, string>();
  readonly drafts = {
    read: (id: string) => this.written.get(id) ?? "",
    write: (id: string, text: string) => void this.written.set(id, text),
  };
  /** The current versions of messages on pages that are fetched from here on, by id. */
  readonly changed = new Map<string, Partial<MessageView>>();
  #ids = 0;

  constructor(private readonly parts: PageParts) {
    const { clock, random, server, userId, weather, group } = parts;
    const store = new ChatStore(
      stateOfBoot({
        reader: { id: userId, name: userId, role: "user" },
        locale: "en",
        texts: { chat, common },
        wsUrl: "ws://localhost",
        nowMs: clock.now(),
        olderPage: false,
        favourites: [],
        look: usualLook,
        conversations: [],
        page: this.#newest(group),
      }),
    );
    this.session = new Session({
      userId,
      clock,
      random,
      newId: () => `${userId}-${++this.#ids}`,
      store: new MemoryStore(),
      connect: (client) => connectPair(clock, weather, { client, accept: server.accept }),
    });
    const { drafts } = this;
    const pages: Pages = {
      account: () => this.#fetch(() => ({})),
      newest: (id) => this.#fetch(() => this.#newest(id)),
      older: (id, before) => {
        this.olderAsked += 1;
        return this.#fetch(() => this.#page(id, before));
      },
      removedContent: () => this.#fetch(() => ({ content: "" })),
      reasons: () => this.#fetch(() => ({ reasons: [] })),
    };
    this.app = new ChatApp(
      { store, drafts, pages, clock, forget: () => {}, opened: () => {}, isVisible: () => true },
      this.session,
    );
    this.act = chatActions(this.app);
    this.app.start();
  }

  get state(): ChatState {
    return this.app.state;
  }

  /** The messages on the screen, oldest first. */
  get contents(): string[] {
    return (this.state.current?.timeline.messages ?? []).map(({ content }) => content);
  }

  #newest(id: string): ConversationPage {
    const { server } = this.parts;
    const seq = server.log(id).length;
    return {
      conversation: {
        id,
        name: id,
        description: "",
        position: 1,
        seq,
        unread: 0,
        memberRole: "member",
      },
      epoch: server.pageEpoch,
      readSeq: seq,
      members: [],
      ...this.#page(id, Infinity),
    };
  }

  #page(id: string, before: number): OlderPage {
    const { server, pageSize = 50 } = this.parts;
    const messages = messagesOf(server.log(id))
      .filter(({ seq }) => seq < before)
      .map((message) => ({ ...message, ...this.changed.get(message.id) }));
    return { messages: messages.slice(-pageSize), hasOlder: messages.length > pageSize };
  }

  /** The round trip: what happens meanwhile is not on the page. */
  #fetch<T>(read: () => T): Promise<Fetched<T>> {
    const { clock, weather, server } = this.parts;
    return new Promise((resolve) => {
      clock.after(weather.latencyMs(), () => {
        const value = read();
        const problem = this.problem ?? (server.answersPages() ? undefined : "failed");
        clock.after(weather.latencyMs(), () =>
          resolve(problem ? { ok: false, problem } : { ok: true, value }),
        );
      });
    });
  }
}

export function messagesOf(log: ReturnType<PageParts["server"]["log"]>): MessageView[] {
  return log.flatMap((event) =>
    event.messageType === "ChatMessage" ? [event.payload.message] : [],
  );
}
