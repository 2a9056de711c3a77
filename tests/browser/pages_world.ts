/** The real web application, for browsers. */
import { afterAll, afterEach, beforeAll, setDefaultTimeout } from "bun:test";
import type { Page } from "playwright-core";
import { buildIfStale } from "#cli/build.ts";
import { openBrowser, type PageOptions, type TestBrowser } from "#tests/support/browser.ts";
import { testMs } from "#tests/support/patience.ts";
import type { TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { createApp } from "#web/app.tsx";
import { loadAssets } from "#web/http/assets.ts";

export interface PagesWorld {
  services: TestServices;
  browser: TestBrowser;
  address(path: string): string;
  /** A page of this person, signed in, or of a visitor. */
  open(path: string, by?: Pick<TestPerson, "cookie">, options?: PageOptions): Promise<Page>;
  /** Lets browsers store the page of this path, which the server forbids. */
  letStore(path: string): void;
  /** Between tests: closes all pages. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

interface PagesWorldOptions {
  services?: TestServices;
  /** The address of the chat's socket server. */
  wsUrl?: URL;
}

/**
 * Creates a world before the first test of a file, tidies it after each, and closes it after the
 * last.
 * @returns the world, which is empty until then
 */
export function inWorld<World extends Pick<PagesWorld, "tidy" | "close">>(
  make: () => Promise<World>,
): World {
  // Pages take longer on a busy machine.
  setDefaultTimeout(testMs);
  const world = {} as World;
  beforeAll(async () => {
    Object.assign(world, await make());
  });
  afterEach(() => world.tidy());
  afterAll(() => world.close());
  return world;
}

/**
 * What pages log about a connection that a test has cut, in the words of Chromium and of Firefox. A
 * 401 tells them that the session has ended.
 */
export const cutOff =
  /WebSocket connection|establish a connection|ERR_INTERNET_DISCONNECTED|status of (401|404|502)/;

export async function pagesWorld(options: PagesWorldOptions = {}): Promise<PagesWorld> {
  await buildIfStale();
  const { services = testServices(), wsUrl } = options;
  const web = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const publicUrl = new URL(`http://127.0.0.1:${web.port}`);
  const config = { ...services.config, publicUrl, ...(wsUrl && { wsUrl }) };
  const app = createApp({ services, config, assets: loadAssets() });
  const storable = new Set<string>();
  web.reload({
    async fetch(request) {
      const answer = await app.fetch(request);
      if (storable.has(new URL(request.url).pathname)) answer.headers.delete("Cache-Control");
      return answer;
    },
  });
  const browser = openBrowser();
  // The list looks for a socket server, and there is none.
  if (!wsUrl) browser.expectTrouble(/WebSocket connection|establish a connection/);
  return {
    services,
    browser,
    address: (path) => publicUrl.origin + path,
    async open(path, by, pageOptions) {
      const page = await browser.newPage(pageOptions);
      if (by) await signIn(page, by, publicUrl.origin);
      await page.goto(publicUrl.origin + path);
      return page;
    },
    letStore: (path) => void storable.add(path),
    tidy: () => browser.closePages(),
    async close() {
      await browser.close();
      await web.stop(true);
      services.dispose();
    },
  };
}

/** Gives the page's browser the cookie of an existing session. */
export async function signIn(
  page: Page,
  { cookie }: Pick<TestPerson, "cookie">,
  url: string,
): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url }]);
}
