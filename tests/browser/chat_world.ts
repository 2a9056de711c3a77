/** A small course with the real web application and the real socket server, seen by browsers. */
import { expect } from "bun:test";
import type { BrowserContext, Locator, Page } from "playwright-core";
import type { Bus } from "#bus/bus.ts";
import { buildIfStale } from "#cli/build.ts";
import type { Context } from "#core/context.ts";
import { createGroup } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { newHash } from "#core/identity/passwords.ts";
import { createRateLimits } from "#core/rates.ts";
import { endAllSessions } from "#core/identity/sessions.ts";
import type { Role } from "#wire/frames.ts";
import { axe, LastingBrowser } from "#tests/support/browser.ts";
import { patienceMs } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { freePorts } from "#tests/support/ports.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { createApp } from "#web/app.tsx";
import { loadAssets } from "#web/http/assets.ts";
import { type RealtimeServer, startRealtime } from "#realtime/server.ts";

type PersonName = "prof" | "mira" | "tim" | "lea";
type GroupName = "team" | "second" | "other" | "long";

export interface PageOptions {
  /** `team` without it. */
  group?: GroupName;
  width?: number;
  colorScheme?: "light" | "dark";
  javaScriptEnabled?: boolean;
  /** Another tab of the same browser. */
  context?: BrowserContext;
}

export interface ChatWorld {
  people: Record<PersonName, TestPerson>;
  /** Everybody's. */
  password: string;
  /** Ids. Mira and Tim are in all but `other`, which is Lea's; the professor made them. */
  groups: Record<GroupName, string>;
  address(path: string): string;
  /** A browser of this person, showing a group. Ended when the test file is. */
  page(name: PersonName, options?: PageOptions): Promise<Page>;
  stopRealtime(): Promise<void>;
  startRealtime(): Promise<void>;
  /** As after a backup was restored: every position is void. Call it while the server is stopped. */
  changeEpoch(epoch: string): Promise<void>;
  endSessions(name: PersonName): Promise<void>;
  /** What pages will rightly complain of. */
  expectTrouble(pattern: RegExp): void;
  /** Between tests: nobody is looking any more, and the socket server runs, however a test has ended. */
  tidy(): Promise<void>;
  axe(page: Page): Promise<string[]>;
  dispose(): Promise<void>;
}

export async function chatWorld(): Promise<ChatWorld> {
  await buildIfStale();
  let realtime: RealtimeServer | undefined;
  const services = testServices({ announce: (entries) => realtime?.announce(entries) });
  const web = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const publicUrl = `http://127.0.0.1:${web.port}`;
  const bus: Bus = { publish: () => {}, subscribe: () => () => {}, close: () => {} };
  const [port = 0] = freePorts(1);
  const serveSockets = async () => {
    const config = { ...services.config, publicUrl: new URL(publicUrl), realtimePort: port };
    realtime = await startRealtime({ config, services, bus });
  };
  await serveSockets();
  const wsUrl = new URL(`ws://127.0.0.1:${port}`);
  const config = { ...services.config, publicUrl: new URL(publicUrl), wsUrl };
  const app = createApp({ services, config, assets: loadAssets() });
  web.reload({ fetch: (request) => app.fetch(request) });
  const { people, groups } = await course(services);
  const browser = new LastingBrowser();
  const troubles: string[] = [];
  const expected: RegExp[] = [];
  return {
    people,
    password,
    groups,
    address: (path) => publicUrl + path,
    page: (name, options) =>
      openPage({ browser, troubles, person: people[name], publicUrl, groups }, options),
    async stopRealtime() {
      await realtime?.stop();
      realtime = undefined;
    },
    async startRealtime() {
      await serveSockets();
    },
    async changeEpoch(epoch) {
      await services.db.transaction(
        (tx) => tx.run`update meta set value = ${epoch} where key = 'epoch'`,
      );
    },
    endSessions: (name) => endAllSessions(people[name].context, { keepCurrent: false }),
    expectTrouble: (pattern) => void expected.push(pattern),
    async tidy() {
      await browser.closeContexts();
      if (!realtime) await serveSockets();
    },
    axe,
    async dispose() {
      await browser.close();
      await realtime?.stop();
      await web.stop(true);
      services.dispose();
      const foreseen = (trouble: string) => expected.some((pattern) => pattern.test(trouble));
      expect(troubles.filter((trouble) => !foreseen(trouble))).toEqual([]);
    },
  };
}

const password = "four words of everybody";

async function course(services: TestServices) {
  const hash = await newHash(password);
  const person = (name: string, role: Role = "user") =>
    makePerson(services, { name, role, password: hash });
  const people = {
    prof: await person("Prof. Lind", "admin"),
    mira: await person("Mira"),
    tim: await person("Tim"),
    lea: await person("Lea"),
  };
  const { prof, mira, tim, lea } = people;
  const group = async (name: string, members: TestPerson[]) => {
    const input = { name, description: "", members: members.map(({ id }) => ({ userId: id })) };
    return (await createGroup(prof.context, input)).id;
  };
  const groups = {
    team: await group("Team 1", [mira, tim]),
    second: await group("Second", [mira, tim]),
    other: await group("Other", [lea]),
    long: await group("Long", [mira, tim]),
  };
  for (let count = 1; count <= 200; count++) {
    // As over days: nobody writes this fast.
    const context: Context = { ...prof.context, rates: createRateLimits(services.clock) };
    await sendMessage(context, { conversationId: groups.long, content: `Message ${count}` });
  }
  return { people, groups };
}

/** In the words of Chromium and of Firefox. Whose session has ended is told so by a 401. */
const cutOff =
  /WebSocket connection|establish a connection|ERR_INTERNET_DISCONNECTED|status of (401|404|502)/;

interface Seat {
  browser: LastingBrowser;
  /** What pages complain of; a connection that the test has cut is no trouble. */
  troubles: string[];
  person: TestPerson;
  publicUrl: string;
  groups: Record<GroupName, string>;
}

async function openPage(
  { browser, troubles, person, publicUrl, groups }: Seat,
  options: PageOptions = {},
): Promise<Page> {
  const { group = "team", width = 1280, colorScheme = "light", javaScriptEnabled } = options;
  const phone = width < 600;
  const context =
    options.context ??
    (await browser.newContext({
      viewport: { width, height: phone ? 740 : 800 },
      colorScheme,
      hasTouch: phone,
      isMobile: phone,
      javaScriptEnabled,
      locale: "en-GB",
      timezoneId: "Europe/Berlin",
    }));
  context.setDefaultTimeout(patienceMs);
  const [name = "", value = ""] = person.cookie.split("=");
  await context.addCookies([{ name, value, url: publicUrl }]);
  const page = await context.newPage();
  const note = (text: string) => void (cutOff.test(text) || troubles.push(text));
  page.on("pageerror", (error) => note(error.message));
  page.on("console", (message) => message.type() === "error" && note(message.text()));
  await page.goto(`${publicUrl}/chat/${groups[group]}`);
  if (javaScriptEnabled !== false) await scripted(page);
  return page;
}

/** Resolves when the scripts have taken over the page. */
export function scripted(page: Page): Promise<void> {
  return page.locator("#to-latest").waitFor({ state: "attached" });
}

/** Loads the page again, scripts and all. */
export async function reload(page: Page): Promise<void> {
  await page.reload();
  await scripted(page);
}

/** The conversation on a page. */
export function log(page: Page): Locator {
  return page.getByRole("log");
}

export function title(page: Page, name: string): Locator {
  return page.getByRole("heading", { level: 1, name });
}

/** Writes a message and sends it: by Enter, or on a phone by the button. */
export async function say(page: Page, text: string): Promise<void> {
  await page.locator("#composer").fill(text);
  const phone = (page.viewportSize()?.width ?? 0) < 600;
  if (phone) await page.getByRole("button", { name: "Send", exact: true }).tap();
  else await page.locator("#composer").press("Enter");
}

/** The newest row with these words, once the page knows that the server has stored it. */
export function storedRow(page: Page, words: string): Locator {
  return page.locator("li[data-seq]", { hasText: words }).last();
}

/**
 * Resolves when a look at the page, which may take time, finds it so. Playwright's `waitForFunction`
 * takes the promise of such a look for the answer, and does not look again.
 */
export async function untilSeen<T>(
  page: Page,
  look: (given?: T) => Promise<boolean>,
  given?: T,
): Promise<void> {
  while (!(await page.evaluate<boolean, T | undefined>(look as never, given)));
}

/** Resolves when the browser has a message that waits on its disk. */
export function keptOnDisk(page: Page): Promise<void> {
  return untilSeen(page, hasKept);
}

/** To be run in a page: whether its browser has so many messages that wait on its disk, or more. */
export function hasKept(least = 1): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const request = indexedDB.open("team-chat");
  // It is for the page to make it.
  request.addEventListener("upgradeneeded", () => request.transaction?.abort());
  request.addEventListener("error", () => resolve(false));
  request.addEventListener("success", () => {
    const database = request.result;
    void promise.then(() => database.close());
    // The browser may take the database away while it is looked at: then one looks again.
    database.addEventListener("close", () => resolve(false));
    try {
      const transaction = database.transaction("outbox");
      const count = transaction.objectStore("outbox").count();
      transaction.addEventListener("complete", () => resolve(count.result >= least));
      transaction.addEventListener("abort", () => resolve(false));
    } catch {
      resolve(false);
    }
  });
  // A question that is lost with a database that is taken away is asked again.
  setTimeout(() => resolve(false), 5_000);
  return promise;
}

/** Waits until there are so many and no more. */
export async function expectCount(locator: Locator, count: number): Promise<void> {
  if (count > 0) await locator.nth(count - 1).waitFor({ state: "attached" });
  await locator.nth(count).waitFor({ state: "detached" });
  expect(await locator.count()).toBe(count);
}
