/** The real web application with a teacher, students and groups, for browsers. */
import type { Locator, Page } from "playwright-core";
import { createGroups } from "#core/groups/groups.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { pagesWorld, type PagesWorld } from "./pages_world.ts";

export interface GroupsWorld extends PagesWorld {
  admin: TestPerson;
  /** The first of five students, and a member of every group. */
  ada: TestPerson;
  /** Of the groups Team 1 … Team 10, in their order. */
  groupIds: string[];
}

const otherNames = ["Ben Auer", "Cleo Berg", "Dora Zoë", "Emil Çelik"];

export async function groupsWorld(): Promise<GroupsWorld> {
  const pages = await pagesWorld();
  const { services } = pages;
  const admin = await makePerson(services, { role: "admin", name: "Prof. Grace" });
  const ada = await makePerson(services, { name: "Ada Berg" });
  for (const name of otherNames) await makePerson(services, { name });
  const members = [{ userId: ada.id }];
  const groups = await createGroups(
    admin.context,
    Array.from({ length: 10 }, (_, index) => ({
      name: `Team ${index + 1}`,
      description: "",
      members,
    })),
  );
  return { ...pages, admin, ada, groupIds: groups.map(({ id }) => id) };
}

/** Clicks a link to another page; resolves when that is fully loaded. */
export async function leadOn(page: Page, link: Locator): Promise<void> {
  const loaded = page.waitForEvent("load");
  await link.click();
  await loaded;
}

/** Opens the menu of a row by its name. */
export function openMenu(page: Page, name: string): Promise<void> {
  return page.getByLabel(`Actions for ${name}`, { exact: true }).first().click();
}

/** The names of the listed groups, from the top. */
export function shownOrder(page: Page): Promise<string[]> {
  return page
    .locator("[data-group]")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-name") ?? ""));
}

/** The focused element, by its label or its text. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const label = element instanceof HTMLInputElement ? element.labels?.[0] : element;
    return (element?.getAttribute("aria-label") ?? label?.textContent ?? "").trim();
  });
}

/** Presses Tab until the element has the focus. @throws after 60 times */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)) === name) return;
  }
  throw new Error(`Tab does not lead to ${name}`);
}
