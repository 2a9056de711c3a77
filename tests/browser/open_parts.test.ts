/** What opens over a page: no part breaks a rule of accessibility, in the dark theme, or in both. */
import { beforeAll, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { sendMessage } from "#core/messages/messages.ts";
import { axe, inAllLooks } from "#tests/support/browser.ts";
import { makePerson } from "#tests/support/people.ts";
import { chatWorld, storedRow } from "./chat_world.ts";
import { openMenu } from "./groups_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

const code = `Wide code:\n\`\`\`python\nresult = [${"(node, cost), ".repeat(20)}]\n\`\`\``;

beforeAll(async () => {
  const { services, people, groups } = world;
  await makePerson(services, { name: "Mira" });
  await sendMessage(people.mira.context, { conversationId: groups.team, content: code });
});

/** Opens a part of the page. @returns what it shows when it is complete */
type Opening = (page: Page) => Promise<Locator>;

async function look(page: Page, parts: Record<string, Opening>): Promise<void> {
  for (const [name, open] of Object.entries(parts)) {
    const shown = await open(page);
    await shown.waitFor();
    expect([name, await axe(page)]).toEqual([name, []]);
    await page.keyboard.press("Escape");
    await shown.waitFor({ state: "hidden" });
  }
}

const message = (page: Page) => storedRow(page, "Wide code");

const members: Opening = async (page) => {
  await page.getByRole("button", { name: "Details" }).click();
  return page.locator("#details").getByText("3 members");
};

const onDesk: Record<string, Opening> = {
  "the menu of a message": async (page) => {
    await message(page).press("Shift+F10");
    return page.getByRole("dialog").getByRole("button", { name: "Remove" });
  },
  "the card of a person": async (page) => {
    await message(page).getByRole("link", { name: "Mira" }).last().click();
    return page.locator("#person-card").getByRole("link", { name: "Open page" });
  },
  "the members": members,
  "the finder": async (page) => {
    await page.keyboard.press("Control+k");
    await page.locator("[data-find-field]").fill("mira");
    return page.locator("#find-dialog").getByRole("option").last();
  },
  "the shortcuts": async (page) => {
    await page.keyboard.press("Control+/");
    return page.getByRole("dialog", { name: "Keyboard shortcuts" });
  },
  "the reader's menu": async (page) => {
    await page.locator("[data-rail] summary").click();
    return page.locator("[data-rail]").getByText("Sign out");
  },
};

const onPhone: Record<string, Opening> = {
  "the sheet of a message": async (page) => {
    await message(page).getByText("Wide code").tap();
    return page.getByRole("dialog").getByRole("button", { name: "Remove" });
  },
  "the members": members,
};

const ofGroups: Record<string, Opening> = {
  "the menu of a row": async (page) => {
    await openMenu(page, "Second");
    return page.getByRole("link", { name: "Delete …" });
  },
  "the question before deleting": async (page) => {
    await openMenu(page, "Second");
    await page.getByRole("link", { name: "Delete …" }).click();
    return page.getByRole("dialog", { name: "Delete Second?" });
  },
};

// Light pages are tested with every page.
for (const theme of inAllLooks ? (["light", "dark"] as const) : (["dark"] as const)) {
  test(`what opens over the pages breaks no rule of accessibility, ${theme}`, async () => {
    await look(await world.page("prof", { theme }), onDesk);
    await look(await world.page("prof", { theme, width: 360 }), onPhone);
    await look(await world.open("/groups", world.people.prof, { theme }), ofGroups);
  });
}
