/** The real web application with a teacher, students and groups, for browsers. */
import type { Locator, Page } from "playwright-core";
import { buildIfStale } from "#cli/build.ts";
import { createGroups } from "#core/groups/groups.ts";
import { openBrowser, type PageOptions, type TestBrowser } from "#tests/support/browser.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testServices, type TestServices } from "#tests/support/services.ts";
import { createApp } from "#web/app.tsx";
import { loadAssets } from "#web/http/assets.ts";

export interface GroupsWorld {
  services: TestServices;
  browser: TestBrowser;
  admin: TestPerson;
  students: TestPerson[];
  /** Of the groups Team 1 … Team 10, in their order. */
  groupIds: string[];
  /** A page of this person, showing a path. */
  open(person: TestPerson, path: string, options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

const studentNames = ["Ada Berg", "Ben Auer", "Cleo Berg", "Dora Zoë", "Emil Çelik"];

export async function groupsWorld(): Promise<GroupsWorld> {
  await buildIfStale();
  const services = testServices();
  const web = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const publicUrl = `http://127.0.0.1:${web.port}`;
  const config = { ...services.config, publicUrl: new URL(publicUrl) };
  const app = createApp({ services, config, assets: loadAssets() });
  web.reload({ fetch: (request) => app.fetch(request) });
  const admin = await makePerson(services, { role: "admin", name: "Prof. Grace" });
  const students: TestPerson[] = [];
  for (const name of studentNames) students.push(await makePerson(services, { name }));
  const members = [{ userId: students[0]!.id }];
  const groups = await createGroups(
    admin.context,
    Array.from({ length: 10 }, (_, index) => ({
      name: `Team ${index + 1}`,
      description: "",
      members,
    })),
  );
  const browser = openBrowser();
  return {
    services,
    browser,
    admin,
    students,
    groupIds: groups.map(({ id }) => id),
    async open(person, path, options) {
      const page = await browser.newPage(options);
      const [name = "", value = ""] = person.cookie.split("=");
      await page.context().addCookies([{ name, value, url: publicUrl }]);
      await page.goto(publicUrl + path);
      return page;
    },
    async close() {
      await browser.close();
      await web.stop(true);
      services.dispose();
    },
  };
}

/** Clicks what leads to another page; resolves when that is there as a whole. */
export async function leadOn(page: Page, link: Locator): Promise<void> {
  const loaded = page.waitForEvent("load");
  await link.click();
  await loaded;
}

/** The names of the listed groups, from the top. */
export function shownOrder(page: Page): Promise<string[]> {
  return page
    .locator("[data-group]")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-name") ?? ""));
}

/** What has the focus, by its label or its words. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const label = element instanceof HTMLInputElement ? element.labels?.[0] : element;
    return (element?.getAttribute("aria-label") ?? label?.textContent ?? "").trim();
  });
}

/** Presses Tab until something has the focus. @throws after 60 times */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)) === name) return;
  }
  throw new Error(`Tab does not lead to ${name}`);
}
