/** Every page in the route table, so that no new page can be left out. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import {
  axe,
  inAllLooks,
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

beforeAll(async () => {
  system = await startSystem();
  browser = openBrowser();
  // Pages that do not exist for a user answer 404, which the browser logs.
  browser.expectTrouble(/status of 404/);
});
afterAll(async () => {
  await browser.close();
  await system.dispose();
});

const paths = routes
  .filter(({ method }) => method === "GET")
  .filter(({ kind, isPart, path }) => (kind === "page" && !isPart) || path === "/api/docs")
  .map(({ path }) => path);

const ownPages = paths.filter((path) => !path.startsWith("/auth/"));
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

/** Ids of a group and of a person, from the pages' own links. */
async function someIds(admin: Page): Promise<{ group: string; person: string }> {
  await admin.goto(`${system.webUrl}/conversations`);
  const chat = await admin.locator("[role=main] a[href^='/chat/']").first().getAttribute("href");
  await admin.goto(`${system.webUrl}/users`);
  const card = await admin.locator("main a[href^='/people/']").first().getAttribute("href");
  return { group: chat?.split("/").at(-1) ?? "", person: card?.split("/").at(-1) ?? "" };
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

async function look(page: Page, path: string): Promise<void> {
  await page.goto(system.webUrl + path);
  const width = page.viewportSize()?.width ?? 0;
  const scrolls = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(`${path} is ${Math.max(scrolls, width)} px wide`).toBe(`${path} is ${width} px wide`);
  expect(await page.locator("h1").count()).toBe(1);
  expect([path, await axe(page)]).toEqual([path, []]);
}

test("the table of routes contains the known pages", () => {
  expect(paths).toContain("/chat/:id");
  expect(paths).toContain("/groups/create-many");
  expect(paths.length).toBeGreaterThan(20);
});

const looks: (PageOptions & { turn: number })[] = [
  { turn: 0, width: 360, height: 740, theme: "dark", locale: "de-DE" },
  { turn: 1, width: 1280, height: 800, theme: "light" },
];

/** The pages that a run tests in the look: every other one, or with `TEST_LOOKS=all` all. */
const inLook = (turn: number) => (_path: string, index: number) =>
  inAllLooks || index % looks.length === turn;

describe.each(looks)("at $width px, $theme", ({ turn, ...options }) => {
  test("every page fits, has one heading, and breaks no rule of accessibility", async () => {
    const admin = await signedIn("admin@admin.com", "admin", options);
    const { group, person } = await someIds(admin);
    const list = await pastedList(admin);
    const invite = await newInvite(admin);
    for (const path of ownPages.filter(inLook(turn))) {
      const id = path.startsWith("/courses/") ? "first" : isAboutPerson(path) ? person : group;
      const known = path.replace(":importId", list).replace(":inviteId", invite);
      await look(admin, known.replace(":id", id));
    }
    await look(admin, "/auth/logout");
    await look(admin, "/no/such/page");
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

// The last one: it adds to the demo.
test("the longest names widen no page", async () => {
  const name = "W".repeat(120);
  const admin = await signedIn("admin@admin.com", "admin", { width: 1440 });
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
  const hrefOf = async (place: string, start: string) => {
    await admin.goto(system.webUrl + place);
    const link = admin
      .locator(`:is(main, [role=main]) a[href^='${start}']`, { hasText: name })
      .first();
    return (await link.getAttribute("href"))!.slice(start.length);
  };
  const person = await hrefOf("/users", "/people/");
  const group = await hrefOf("/conversations", "/chat/");
  const wide: string[] = [];
  const measure = async (page: string) => {
    for (const width of [1440, 360]) {
      await admin.setViewportSize({ width, height: 800 });
      if (await widerThanScreen(admin)) wide.push(`${page} at ${width} px`);
    }
  };
  for (const path of ownPages) {
    await admin.goto(system.webUrl + path.replace(":id", isAboutPerson(path) ? person : group));
    await measure(path);
  }
  await admin.goto(`${system.webUrl}/groups/create-many`);
  await admin.getByLabel("Names", { exact: true }).fill(`${"W".repeat(116)} #`);
  await admin.getByLabel("Who", { exact: true }).selectOption("all");
  await send("Show who goes where");
  await admin.getByText("Nothing has been created yet").waitFor();
  await measure("the preview");
  expect(wide).toEqual([]);
});
