/** Every page in the route table, so that no new page can be left out. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import {
  axe,
  hardships,
  inAllLooks,
  looks,
  openBrowser,
  type PageOptions,
  type TestBrowser,
  widerThanScreen,
} from "#tests/support/browser.ts";
import { testMs } from "#tests/support/patience.ts";
import { startSystem, type System } from "#tests/support/system.ts";
import { routes } from "#web/routes.ts";

setDefaultTimeout(testMs);

let system: System;
let browser: TestBrowser;
let longest: Ids;

beforeAll(async () => {
  system = await startSystem();
  browser = openBrowser();
  // Pages that do not exist for a user answer 404, which the browser logs.
  browser.expectTrouble(/status of 404/);
  longest = await addLongest();
});
afterAll(async () => {
  await browser.close();
  await system.dispose();
});

const paths = routes
  .filter(({ method }) => method === "GET")
  .filter(({ kind, isPart, path }) => (kind === "page" && !isPart) || path === "/api/docs")
  .map(({ path }) => path);

const ownPages = [
  ...paths.filter((path) => !path.startsWith("/auth/")),
  "/users?q=nobody+like+this",
  "/groups?sort=own",
];
const openPages = paths.filter((path) => /^\/(auth|about)\//.test(path));

async function signedIn(email: string, password: string, options: PageOptions): Promise<Page> {
  const page = await browser.newPage(options);
  await page.goto(`${system.webUrl}/auth/login`);
  await page.fill("#email", email);
  await page.fill("#password", password);
  await page.press("#password", "Enter");
  await page.waitForURL(/\/conversations/);
  return page;
}

interface Ids {
  group: string;
  person: string;
}

/** Adds a person and a group with the longest names, so that every page shows how it bears them. */
async function addLongest(): Promise<Ids> {
  const name = "W".repeat(120);
  const admin = await signedIn("admin@admin.com", "admin", {});
  const send = (label: string) => admin.getByRole("button", { name: label }).click();
  await admin.goto(`${system.webUrl}/users/create`);
  await admin.getByLabel("Name", { exact: true }).fill(name);
  await admin.getByLabel("Email address").fill(`${"w".repeat(60)}@uni.example.edu`);
  await send("Add a person");
  await admin.getByRole("heading", { name: `One-time code for ${name}` }).waitFor();
  await admin.goto(`${system.webUrl}/groups/create`);
  await admin.getByLabel("Name", { exact: true }).fill(name);
  await send("Select shown");
  await send("Create group");
  await admin.getByText(`${name} was created.`).waitFor();
  const person = await idOnPage(admin, { place: "/users", start: "/people/", text: name });
  const group = await idOnPage(admin, { place: "/conversations", start: "/chat/", text: name });
  return { person, group };
}

/** From the first link of a page that starts and reads so. */
async function idOnPage(
  page: Page,
  { place, start, text }: { place: string; start: string; text?: string },
): Promise<string> {
  await page.goto(system.webUrl + place);
  const links = page.locator(`:is(main, [role=main]) a[href^='${start}']`, { hasText: text });
  return (await links.first().getAttribute("href"))!.slice(start.length);
}

function isAboutPerson(path: string): boolean {
  return /^\/(users|people)\//.test(path);
}

/** A list that is not imported. */
async function pastedList(admin: Page): Promise<string> {
  await admin.goto(`${system.webUrl}/courses/first/roster`);
  await admin.locator("#list").fill("Name;E-Mail;Gruppe\nMio;mio@uni.example.edu;Team 1\nNo;;\n");
  await admin.locator("main form button").first().click();
  await admin.locator("#columns").waitFor();
  return new URL(admin.url()).pathname.split("/").at(-1) ?? "";
}

async function newInvite(admin: Page): Promise<string> {
  await admin.goto(`${system.webUrl}/courses/first/invites/create`);
  await admin.locator("main form button").first().click();
  await admin.locator("#link").waitFor();
  return new URL(admin.url()).pathname.split("/").at(-1) ?? "";
}

/** Every page is measured in both. */
const widths = [360, 1440];

/** Whether the page exists for the reader: what does not is one and the same page. */
async function look(page: Page, path: string): Promise<boolean> {
  const answer = await page.goto(system.webUrl + path);
  if (answer?.status() === 404) return false;
  await meets(page, path);
  return true;
}

async function meets(page: Page, path: string): Promise<void> {
  const size = page.viewportSize()!;
  expect(await page.locator("h1").count()).toBe(1);
  if (!inAllLooks) await shorten(page);
  expect([path, await axe(page), await hardships(page)]).toEqual([path, [], []]);
  for (const width of widths) {
    await page.setViewportSize({ ...size, width });
    expect([path, width, await widerThanScreen(page)]).toEqual([path, width, false]);
  }
  await page.setViewportSize(size);
}

/** Leaves a few of the hundreds of parts of the API's documentation, which are all alike. */
function shorten(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const part of document.querySelectorAll("article[id], div[id]:has(> h3 + *)")) {
      if (part.matches(":nth-child(n + 5)")) part.remove();
    }
  });
}

test("the table of routes contains the known pages", () => {
  expect(paths).toContain("/chat/:id");
  expect(paths).toContain("/groups/create-many");
  expect(paths.length).toBeGreaterThan(20);
});

/** The pages that a run tests in the look: every fourth, or with `TEST_LOOKS=all` all. */
const inLook = (turn: number) => (_path: string, index: number) =>
  inAllLooks || index % looks.length === turn;

const turns = looks.map((one, turn) => {
  const locale = one.width === 360 ? "de-DE" : "en-GB";
  return { turn, locale, ...one };
});

describe.each(turns)("at $width px, $theme", ({ turn, ...options }) => {
  test("every page fits, has one heading, and breaks no rule of accessibility", async () => {
    const admin = await signedIn("admin@admin.com", "admin", options);
    const list = await pastedList(admin);
    const invite = await newInvite(admin);
    const seen: string[] = [];
    for (const path of ownPages.filter(inLook(turn))) {
      const other = isAboutPerson(path) ? longest.person : longest.group;
      const id = path.startsWith("/courses/") ? "first" : other;
      const known = path.replace(":importId", list).replace(":inviteId", invite);
      if (await look(admin, known.replace(":id", id))) seen.push(path);
    }
    expect(seen.length).toBeGreaterThan(ownPages.length / looks.length / 2);
    const group = await idOnPage(admin, { place: "/conversations", start: "/chat/", text: "Team" });
    for (const path of [`/chat/${group}`, `/conversations/${group}`, "/auth/logout"]) {
      expect([path, await look(admin, path)]).toEqual([path, true]);
    }
    expect(await look(admin, "/no/such/page")).toBe(false);
    await meets(admin, "/no/such/page");
    browser.assertQuiet();
  });

  test("so does every page before sign-in", async () => {
    const visitor = await browser.newPage(options);
    for (const path of openPages.filter(inLook(turn))) {
      await look(visitor, path);
    }
    browser.assertQuiet();
  });
});

test("the preview of many groups is not wider than the screen, with the longest names", async () => {
  const admin = await signedIn("admin@admin.com", "admin", {});
  await admin.goto(`${system.webUrl}/groups/create-many`);
  await admin.getByLabel("Names", { exact: true }).fill(`${"W".repeat(116)} #`);
  await admin.getByLabel("Who", { exact: true }).selectOption("all");
  await admin.getByRole("button", { name: "Show who goes where" }).click();
  await admin.getByText("Nothing has been created yet").waitFor();
  for (const width of widths) {
    await admin.setViewportSize({ width, height: 800 });
    expect([width, await widerThanScreen(admin)]).toEqual([width, false]);
  }
});
