/** The frame of all pages, and the list and the groups as one page with an address for each. */
import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { createGroup, updateGroup } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { makePerson } from "#tests/support/people.ts";
import { chatWorld, expectCount, log, say, storedRow, title } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

const list = (page: Page) => page.getByRole("navigation", { name: "Your groups" });
const listTitle = (page: Page) => title(page, "Chats");

test("a student who waits sees the group appear, and its name and messages change", async () => {
  const { prof } = world.people;
  const newcomer = await makePerson(world.services, { name: "Nora" });
  const page = await world.open("/conversations", newcomer, { width: 360 });
  await page
    .getByText("When your teacher adds you to a group, it appears here.")
    .filter({ visible: true })
    .waitFor();
  // The server has accepted the connection.
  await page.locator("[data-online]:not([hidden])").waitFor({ state: "attached" });
  const members = [{ userId: newcomer.id }];
  const { id } = await createGroup(prof.context, { name: "Late", description: "", members });
  await list(page).getByRole("link", { name: "Late" }).waitFor();
  await updateGroup(prof.context, id, { name: "Latecomers", description: "" });
  await sendMessage(prof.context, { conversationId: id, content: "Welcome" });
  const entry = list(page).getByRole("link", { name: "Latecomers" });
  await entry.getByText("1 unread message").waitFor();
  await page.waitForFunction(() => document.title.startsWith("(1) Chats"));
  await page.locator("[data-unread]:visible", { hasText: "1 unread message" }).waitFor();
});

describe("on a phone", () => {
  test("Back returns from a group to the list, and Forward to the group", async () => {
    const mira = await world.open("/conversations", world.people.mira, { width: 360 });
    await list(mira)
      .getByRole("link", { name: /Second/ })
      .click();
    await title(mira, "Second").waitFor();
    expect(mira.url()).toEndWith(`/chat/${world.groups.second}`);
    expect(await mira.locator("[data-rail]").isVisible()).toBe(false);
    await mira.goBack();
    await listTitle(mira).waitFor();
    expect(mira.url()).toEndWith("/conversations");
    expect(await mira.locator("[data-rail]").isVisible()).toBe(true);
    expect(await log(mira).count()).toBe(0);
    await mira.goForward();
    await title(mira, "Second").waitFor();
  });

  test("Back leads to the list also from a group that was opened first", async () => {
    const mira = await world.page("mira", { width: 360 });
    await mira.goBack();
    await listTitle(mira).waitFor();
    expect(mira.url()).toEndWith("/conversations");
  });

  test("the arrow leads where Back leads, so that Back does not lead into the group again", async () => {
    const mira = await world.open("/account", world.people.mira, { width: 360 });
    await mira.getByRole("link", { name: "Chats" }).click();
    await list(mira)
      .getByRole("link", { name: /Second/ })
      .click();
    await title(mira, "Second").waitFor();
    await mira.getByRole("link", { name: "Back to your groups" }).click();
    await listTitle(mira).waitFor();
    await mira.goBack();
    await mira.waitForURL("**/account");
  });

  test("a reader who came from another page returns to it", async () => {
    const mira = await world.open("/account", world.people.mira, { width: 360 });
    await mira.evaluate((path) => location.assign(path), `/chat/${world.groups.team}`);
    await title(mira, "Team 1").waitFor();
    await mira.goBack();
    await mira.waitForURL("**/account");
  });

  test("the list is where the reader left it", async () => {
    // The author of all messages has nothing to read, so the list does not change.
    const prof = await world.open("/conversations", world.people.prof, { width: 360 });
    await prof.setViewportSize({ width: 360, height: 200 });
    const scrolled = () => list(prof).evaluate((pane) => pane.scrollTop);
    await list(prof).evaluate((pane) => pane.scrollTo({ top: pane.scrollHeight }));
    const before = await scrolled();
    expect(before).toBeGreaterThan(0);
    // Not by the pointer, for which the driver would scroll.
    await list(prof).getByRole("link", { name: /Long/ }).dispatchEvent("click");
    await title(prof, "Long").waitFor();
    await prof.goBack();
    await listTitle(prof).waitFor();
    await prof.waitForFunction(() => document.activeElement?.textContent?.includes("Long"));
    expect(await scrolled()).toBe(before);
  });
});

test("the list without a group is a quiet page beside it, and a group opens there", async () => {
  const mira = await world.open("/conversations", world.people.mira);
  await mira.getByRole("heading", { name: "Choose a group from the list" }).waitFor();
  await list(mira)
    .getByRole("link", { name: /Second/ })
    .click();
  await title(mira, "Second").waitFor();
  await say(mira, "From the list");
  await storedRow(mira, "From the list").waitFor();
  await mira.goBack();
  await mira.getByRole("heading", { name: "Choose a group from the list" }).waitFor();
  await expectCount(list(mira).locator("[aria-current]"), 0);
});

test("the start page leads to the group that was shown last, also from memory", async () => {
  const mira = await world.page("mira");
  for (const [name, id] of [
    ["Second", world.groups.second],
    // As it was left, without a request.
    ["Team 1", world.groups.team],
  ] as const) {
    await list(mira)
      .getByRole("link", { name: new RegExp(name) })
      .click();
    await title(mira, name).waitFor();
    const other = await mira.context().newPage();
    await other.goto(world.address("/"));
    expect(other.url()).toEndWith(`/chat/${id}`);
    await other.close();
  }
});

describe("the avatar's menu", () => {
  const opened = async (path: string) => {
    const mira = await world.open(path, world.people.mira);
    await mira.locator("[data-rail] summary").click();
    return mira;
  };
  const theme = (page: Page) => page.locator("html").getAttribute("data-theme");

  test("says whether the chat is connected", async () => {
    const mira = await opened("/conversations");
    await mira.getByText("Student · Connected").waitFor();
    await mira.context().setOffline(true);
    await mira.getByText("Student · Not connected").waitFor();
  });

  test("changes the theme at once and for later pages, and takes it back if that fails", async () => {
    world.browser.expectTrouble(/status of 500/);
    const mira = await opened("/account");
    await mira.getByLabel("Name", { exact: true }).fill("Half a name");
    await mira.getByRole("button", { name: "Dark" }).click();
    await mira.locator("html[data-theme=dark]").waitFor();
    expect(await mira.getByLabel("Name", { exact: true }).inputValue()).toBe("Half a name");
    await mira.getByRole("button", { name: "Dark", pressed: true }).waitFor();
    await mira.route("**/account/look", (route) => route.fulfill({ status: 500, body: "" }));
    await mira.getByRole("button", { name: "Light" }).click();
    await mira.getByRole("button", { name: "Dark", pressed: true }).waitFor();
    expect(await theme(mira)).toBe("dark");
    await mira.unroute("**/account/look");
    await mira.goto(world.address("/conversations"));
    expect(await theme(mira)).toBe("dark");
    await mira.locator("[data-rail] summary").click();
    await mira.getByRole("button", { name: "Device" }).click();
    await mira.getByRole("button", { name: "Device", pressed: true }).waitFor();
    expect(await theme(mira)).toBeNull();
  });

  test("changes the language of the page that is open by then", async () => {
    const mira = await opened(`/chat/${world.groups.team}`);
    await list(mira)
      .getByRole("link", { name: /Second/ })
      .click();
    await title(mira, "Second").waitFor();
    await mira.locator("[data-rail] summary").click();
    await mira.getByRole("button", { name: "Deutsch" }).click();
    await mira.locator("html[lang=de]").waitFor();
    expect(mira.url()).toEndWith(`/chat/${world.groups.second}`);
    await mira.locator("[data-rail] summary").click();
    await mira.getByRole("button", { name: "English" }).click();
    await mira.locator("html[lang=en]").waitFor();
  });
});
