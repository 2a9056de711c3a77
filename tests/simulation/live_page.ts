/** The chat page itself on the real servers, without a browser: what it shows and does. */
import { chatActions } from "#client/chat/actions.ts";
import { loadLateActions } from "#client/chat/late_actions.ts";
import { ChatApp } from "#client/chat/chat_app.ts";
import { ChatStore } from "#client/chat/chat_store.ts";
import type { Fetched, Pages } from "#client/chat/fetch_page.ts";
import { encodeFrame } from "#wire/codec.ts";
import { Session } from "#sync/session.ts";
import type { SocketEvents } from "#sync/session_ports.ts";
import { within } from "#tests/support/output.ts";
import { patienceMs } from "#tests/support/patience.ts";
import type { TestPerson } from "#tests/support/people.ts";
import type { TestRealtime } from "#tests/support/realtime.ts";
import type { TestWeb } from "#tests/support/web.ts";
import type { ChatActions } from "#ui/chat/chat_actions.ts";
import { type ChatPageData, type ChatState, stateOfBoot } from "#ui/chat/chat_state.ts";
import { textsOf } from "#ui/text/catalogue.ts";
import type { FakeClock } from "./fake_clock.ts";
import { MemoryStore } from "./simulated_client.ts";

// Browsers load them after the first view.
await loadLateActions();

export interface LiveParts {
  realtime: TestRealtime;
  web: TestWeb;
  clock: FakeClock;
  person: TestPerson;
}

/** The page that a browser would load; undefined if it does not exist for this person. */
export async function loadPage(
  { web, person }: Pick<LiveParts, "web" | "person">,
  conversationId: string,
): Promise<ChatState | undefined> {
  const answer = await web.get(`/chat/${conversationId}`, person, { Accept: "text/html" });
  if (!answer.ok) return undefined;
  const html = await answer.text();
  const boot = /<script[^>]* id="boot"[^>]*>(.*?)<\/script>/s.exec(html)?.[1];
  if (boot === undefined) throw new Error("the page has no data");
  const { chat, common } = textsOf("en");
  return stateOfBoot({ ...(JSON.parse(boot) as ChatPageData), texts: { chat, common } });
}

export class LivePage {
  readonly session: Session;
  readonly app: ChatApp;
  readonly act: ChatActions;
  #visible = true;
  #socket: WebSocket | undefined;
  #pongs = 0;
  /** Groups it has written in. */
  readonly #written = new Set<string>();
  #waiting: (() => void)[] = [];

  /** Loads the page of a group and hydrates it, as a browser does. */
  static async open(parts: LiveParts, conversationId: string): Promise<LivePage> {
    const state = await loadPage(parts, conversationId);
    if (!state) throw new Error("no such page");
    const page = new LivePage(parts, state);
    await page.until(
      () => page.session.state.kind === "live",
      () => page.session.state.kind,
    );
    return page;
  }

  private constructor(
    private readonly parts: LiveParts,
    state: ChatState,
  ) {
    const { clock, person } = parts;
    const store = new ChatStore(state);
    store.subscribe(() => this.#look());
    this.session = new Session({
      userId: person.id,
      clock,
      random: Math.random,
      newId: () => Bun.randomUUIDv7(),
      store: new MemoryStore(),
      connect: (events) => this.#connect(events),
    });
    const drafts = { read: () => "", write: () => {} };
    const pages: Pages = {
      account: () => this.#fetch("/api/me"),
      newest: (id) => this.#fetch(`/chat/${id}/data`),
      older: (id, before, count) => this.#fetch(`/chat/${id}/data?before=${before}&count=${count}`),
      removedContent: () => Promise.resolve({ ok: false, problem: "failed" }),
      reasons: () => Promise.resolve({ ok: false, problem: "failed" }),
    };
    this.app = new ChatApp(
      {
        store,
        drafts,
        pages,
        clock,
        forget: () => {},
        opened: () => {},
        isVisible: () => this.#visible,
      },
      this.session,
    );
    this.act = chatActions(this.app);
    this.app.start();
  }

  get state(): ChatState {
    return this.app.state;
  }

  post(text: string): void {
    this.#written.add(this.state.currentId!);
    this.act.send(text);
  }

  /** Resolves when everything it has sent is answered. */
  async settle(): Promise<void> {
    await this.until(
      () => this.#waitingToBeSent() === 0,
      () => `${this.#waitingToBeSent()} messages are still on their way`,
    );
    const pongs = this.#pongs;
    this.#socket?.send(encodeFrame({ messageType: "Ping", payload: {}, meta: {} }));
    await this.until(
      () => this.#pongs > pongs,
      () => "no answer",
    );
  }

  /** Resolves when `condition` is true; checked whenever something has arrived. */
  until(condition: () => boolean, tell: () => string, withinMs = patienceMs): Promise<void> {
    const held = Promise.withResolvers<void>();
    const look = () => {
      if (condition()) held.resolve();
      else this.#waiting.push(look);
    };
    look();
    return within(held.promise, withinMs, tell);
  }

  /** Its reader looks at it again. */
  show(): void {
    this.#visible = true;
    this.app.noteRead();
  }

  hide(): void {
    this.#visible = false;
    this.app.markRead();
  }

  leave(): void {
    this.session.setOnline(false);
  }

  /** Messages refused for good are left for their author to decide. */
  #waitingToBeSent(): number {
    const { outbox } = this.session.sender;
    return [...this.#written]
      .flatMap((id) => outbox.of(id))
      .filter(({ status }) => status.kind !== "failed").length;
  }

  #look(): void {
    for (const look of this.#waiting.splice(0)) look();
  }

  #connect(events: SocketEvents) {
    const { realtime, person } = this.parts;
    const headers = { Cookie: person.cookie, Origin: realtime.services.config.publicUrl.origin };
    const socket = new WebSocket(realtime.url, { headers } as unknown as string[]);
    this.#socket = socket;
    socket.addEventListener("open", () => events.opened());
    socket.addEventListener("message", ({ data }) => {
      events.received(String(data));
      if (String(data).startsWith('{"messageType":"Pong"')) this.#pongs += 1;
      this.#look();
    });
    socket.addEventListener("close", ({ code }) => events.closed(code));
    return {
      send: (text: string) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      close: () => socket.close(),
    };
  }

  async #fetch<T>(path: string): Promise<Fetched<T>> {
    const { web, person } = this.parts;
    const answer = await web.get(path, person, { Accept: "application/json" });
    if (answer.status === 404) return { ok: false, problem: "not_found" };
    if (!answer.ok) return { ok: false, problem: "failed" };
    return { ok: true, value: (await answer.json()) as T };
  }
}
