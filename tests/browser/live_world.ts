/** The real web application and the real socket server, for browsers. */
import type { Page } from "playwright-core";
import type { Bus } from "#bus/bus.ts";
import { type RealtimeServer, startRealtime } from "#realtime/server.ts";
import { freePorts } from "#tests/support/ports.ts";
import { testServices } from "#tests/support/services.ts";
import { cutOff, pagesWorld, type PagesWorld } from "./pages_world.ts";
import { peopleWorld, type PeopleWorld } from "./people_world.ts";

export interface LiveWorld extends PagesWorld {
  stopRealtime(): Promise<void>;
  startRealtime(): Promise<void>;
  /** As in every world; and the socket server runs, however a test has ended. */
  tidy(): Promise<void>;
}

export async function liveWorld(): Promise<LiveWorld> {
  let realtime: RealtimeServer | undefined;
  const services = testServices();
  const [port = 0] = freePorts(1);
  const pages = await pagesWorld({ services, wsUrl: new URL(`ws://127.0.0.1:${port}`) });
  pages.browser.expectTrouble(cutOff);
  const bus: Bus = { publish: () => {}, subscribe: () => () => {}, close: () => {} };
  const publicUrl = new URL(pages.address("/"));
  const startSockets = async () => {
    const config = { ...services.config, publicUrl, realtimePort: port };
    realtime = await startRealtime({ config, services, bus });
  };
  await startSockets();
  return {
    ...pages,
    async stopRealtime() {
      await realtime?.stop();
      realtime = undefined;
    },
    startRealtime: startSockets,
    async tidy() {
      await pages.tidy();
      if (!realtime) await startSockets();
    },
    async close() {
      await realtime?.stop();
      await pages.close();
    },
  };
}

export async function livePeopleWorld(): Promise<LiveWorld & PeopleWorld> {
  const live = await liveWorld();
  return { ...live, ...(await peopleWorld(live)) };
}

/** Resolves when the page receives what happens: its socket has been welcomed. */
export function untilLive(page: Page): Promise<void> {
  return page.locator("body[data-live]").waitFor();
}

/** On its next addresses, the page does not look for changes now and then: it has to be told. */
export async function withoutLooks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const wait = globalThis.setTimeout;
    const withoutLook = (run: () => void, ms?: number) => (ms === 30_000 ? 0 : wait(run, ms));
    Object.assign(globalThis, { setTimeout: withoutLook });
  });
}
