import { hydrate } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Session } from "#sync/session.ts";
import type { ChatActions } from "#ui/chat/chat_actions.ts";
import {
  type ChatBoot,
  type ChatPageData,
  type PageTexts,
  stateOfBoot,
} from "#ui/chat/chat_state.ts";
import type { Places } from "#ui/chat/keep_scroll.ts";
import { ChatView } from "#ui/chat/chat_view.tsx";
import { loadLateParts } from "#ui/chat/later.tsx";
import { takeIconsFrom } from "#ui/parts/icon.tsx";
import { browserRandom, browserStopwatch, browserZone, timeOrderedId } from "../browser_clock.ts";
import { forgetAll, keepsFor } from "../kept_here.ts";
import { serverClock } from "../server_clock.ts";
import { chatActions } from "./actions.ts";
import { browserSocket } from "./browser_socket.ts";
import { ChatApp } from "./chat_app.ts";
import { ChatStore } from "./chat_store.ts";
import { loadLateActions } from "./late_actions.ts";
import { noteLastGroup } from "../last_group.ts";
import { whenIdle } from "../when_idle.ts";
import { browserDrafts } from "./drafts.ts";
import { browserPages } from "./fetch_page.ts";
import { BrowserOutbox } from "./outbox_store.ts";
import { allowPageCache, type Held } from "./page_cache.ts";
import { tabPlaces } from "./tab_places.ts";
import { ownThisTab } from "./tab_owner.ts";
import { watchBrowser } from "./watch_browser.ts";

/** Hydrates what the server rendered, in the language of these texts. */
export function hydrateChat(texts: PageTexts): void {
  takeIconsFrom(document.documentElement.dataset["icons"]);
  const boot = document.getElementById("boot");
  const root = document.getElementById("chat");
  if (!boot || !root) return;
  const data = JSON.parse(boot.textContent) as ChatPageData;
  startChat({ ...data, texts }, root);
}

function startChat(boot: ChatBoot, root: Element): void {
  const store = new ChatStore(stateOfBoot(boot));
  const clock = serverClock(boot.nowMs, browserStopwatch);
  const newId = () => timeOrderedId(clock.now());
  const tab = ownThisTab(newId());
  const outbox = new BrowserOutbox({
    userId: boot.reader.id,
    tab,
    clock,
    reportKept: (keepsUnsent) =>
      store.update((state) =>
        state.keepsUnsent === keepsUnsent ? state : { ...state, keepsUnsent },
      ),
  });
  const session = new Session({
    userId: boot.reader.id,
    connect: (events) => browserSocket(boot.wsUrl, events),
    clock,
    random: browserRandom,
    newId,
    store: outbox,
  });
  tab.onOrphaned(() => void session.sender.restore());
  const app = new ChatApp(
    {
      store,
      drafts: browserDrafts(boot.reader.id),
      pages: browserPages(clock),
      clock,
      forget() {
        if (keepsFor(boot.reader.id)) forgetAll();
      },
      opened: (conversationId) => noteLastGroup(boot.reader.id, conversationId),
      isVisible: () => document.visibilityState === "visible",
    },
    session,
  );
  const places = tabPlaces(boot.reader.id);
  const begin = () => start(app, { tab, outbox });
  const draw = () =>
    hydrate(<Page store={store} act={chatActions(app)} places={places} start={begin} />, root);
  // These are in what the server rendered.
  const isOver = boot.conversations.some(
    ({ id, archived }) => archived && id === app.state.currentId,
  );
  const hasMore = boot.steps ?? boot.flash?.[0] ?? boot.page?.conversation.mode;
  if (hasMore || boot.conversations.length === 0 || isOver) void loadLateParts().then(draw);
  else draw();
}

/**
 * Only from here on does the page differ from the server's: it shows times in the reader's zone.
 */
function start(app: ChatApp, held: Held): void {
  app.update((state) => ({
    ...state,
    live: true,
    // The text is in the field by now, and is a draft from here on.
    refused: undefined,
    zone: browserZone(),
    nowMs: app.parts.clock.now(),
  }));
  app.start();
  watchBrowser(app);
  allowPageCache(app, held);
  // So that they are there without a connection, too; without them, their first use tries again.
  whenIdle(() => void Promise.all([loadLateParts(), loadLateActions()]).catch(() => {}));
}

interface PageProps {
  store: ChatStore;
  act: ChatActions;
  places: Places;
  start: () => void;
}

function Page({ store, act, places, start: begin }: PageProps) {
  const [state, setState] = useState(store.state);
  useEffect(() => {
    const end = store.subscribe(setState);
    begin();
    return end;
  }, []);
  return <ChatView state={state} act={act} places={places} />;
}
