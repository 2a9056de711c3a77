/** A small course in a live world. */
import { expect } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { createGroup } from "#core/groups/groups.ts";
import { newHash } from "#core/identity/passwords.ts";
import { endAllSessions } from "#core/identity/sessions.ts";
import { readHistory } from "#core/messages/history.ts";
import { sendMessage } from "#core/messages/messages.ts";
import type { PageOptions } from "#tests/support/browser.ts";
import { until } from "#tests/support/patience.ts";
import { makePerson, type TestPerson, unhurried } from "#tests/support/people.ts";
import type { TestServices } from "#tests/support/services.ts";
import type { Role } from "#wire/views.ts";
import { liveWorld, type LiveWorld } from "./live_world.ts";

type PersonName = "prof" | "mira" | "tim" | "lea";
type GroupName = "team" | "second" | "other" | "long";

export interface ChatPageOptions extends PageOptions {
  /** Defaults to `team`. */
  group?: GroupName;
}

export interface ChatWorld extends LiveWorld {
  people: Record<PersonName, TestPerson>;
  /** Everyone's. */
  password: string;
  /** Ids. Mira and Tim are in all but `other`, which is Lea's; the staff member created them. */
  groups: Record<GroupName, string>;
  /** A browser of this person, showing a group. */
  page(name: PersonName, options?: ChatPageOptions): Promise<Page>;
  /** Written by staff, as if over days. */
  write(group: GroupName, texts: string[]): Promise<void>;
  /** How many messages of `team` contain these words. */
  stored(content: string): Promise<number>;
  /**
   * As after restoring a backup: every position is invalid. Call it while the server is stopped.
   */
  changeEpoch(epoch: string): Promise<void>;
  endSessions(name: PersonName): Promise<void>;
}

export async function chatWorld(): Promise<ChatWorld> {
  const pages = await liveWorld();
  const { services } = pages;
  const { people, groups } = await course(services);
  return {
    ...pages,
    people,
    password,
    groups,
    async page(name, { group = "team", ...options } = {}) {
      const page = await pages.open(`/chat/${groups[group]}`, people[name], options);
      if (options.javaScript !== false) await scripted(page);
      return page;
    },
    write: (group, texts) => write(people.prof, groups[group], texts),
    async stored(content) {
      const all = { conversationId: groups.team, limit: 1_000 };
      const messages = await readHistory(people.prof.context, all);
      return messages.filter((message) => message.content === content).length;
    },
    async changeEpoch(epoch) {
      await services.db.transaction(
        (tx) => tx.run`update meta set value = ${epoch} where key = 'epoch'`,
      );
    },
    endSessions: (name) => endAllSessions(people[name].context, { keepCurrent: false }),
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
  await write(prof, groups.long, numbered(200));
  return { people, groups };
}

async function write({ context }: TestPerson, conversationId: string, texts: string[]) {
  for (const content of texts) await sendMessage(unhurried(context), { conversationId, content });
}

/** `Message 1`, `Message 2`, … */
export function numbered(count: number, words = "Message", first = 1): string[] {
  return Array.from({ length: count }, (_, index) => `${words} ${first + index}`);
}

/** Resolves when the scripts have taken over the page. */
export function scripted(page: Page): Promise<void> {
  return page.locator("#to-latest").waitFor({ state: "attached" });
}

/** Loads the page again, including the scripts. */
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

/** Writes a message and sends it: with Enter, or on a phone with the button. */
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
 * Resolves when a check of the page, which may be asynchronous, succeeds. Playwright's
 * `waitForFunction` would take the promise itself for a true value, and not check again.
 */
export function untilSeen<T>(
  page: Page,
  look: (given?: T) => Promise<boolean>,
  given?: T,
): Promise<void> {
  const seen = () => page.evaluate<boolean, T | undefined>(look as never, given);
  return until(seen, String(look));
}

/** Resolves when the browser's storage has a waiting message. */
export function keptOnDisk(page: Page): Promise<void> {
  return untilSeen(page, hasKept);
}

/**
 * For use in a page: whether its browser has at least this many waiting messages in its storage.
 */
export async function hasKept(least = 1): Promise<boolean> {
  // The page itself has to create it. WebKit may let it wait for ever behind requests that fail.
  const stored = await indexedDB.databases();
  if (!stored.some(({ name }) => name === "team-chat")) return false;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const request = indexedDB.open("team-chat");
  // It may have been deleted meanwhile.
  request.addEventListener("upgradeneeded", () => request.transaction?.abort());
  request.addEventListener("error", () => resolve(false));
  request.addEventListener("success", () => {
    const database = request.result;
    void promise.then(() => database.close());
    // The browser may delete the database while it is read; the next check tries again.
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
  // A request lost with a deleted database is repeated.
  setTimeout(() => resolve(false), 5_000);
  return promise;
}

/** Waits until there are exactly this many. */
export async function expectCount(locator: Locator, count: number): Promise<void> {
  if (count > 0) await locator.nth(count - 1).waitFor({ state: "attached" });
  await locator.nth(count).waitFor({ state: "detached" });
  expect(await locator.count()).toBe(count);
}
