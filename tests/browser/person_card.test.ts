/** The card of a person beside their name: by mouse, by keyboard, on a phone, and on other pages. */
import { beforeAll, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { createGroup } from "#core/groups/groups.ts";
import { addMembers, removeFromGroup } from "#core/groups/members.ts";
import { removePerson } from "#core/people/manage_people.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { axe } from "#tests/support/browser.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { chatWorld, expectCount, storedRow } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

/** In the team and in Lena's group; the other one is in the team alone. */
let lena: TestPerson;
let otherLena: TestPerson;
beforeAll(async () => {
  const { services, people, groups } = world;
  const { prof, mira } = people;
  lena = await makePerson(services, { name: "Lena Müller", username: "lena3" });
  otherLena = await makePerson(services, { name: "Lena Müller", username: "lena7" });
  const members = [lena, mira].map(({ id: userId }) => ({ userId }));
  await createGroup(prof.context, { name: "Lena's group", description: "", members });
  const both = [lena, otherLena].map(({ id: userId }) => ({ userId }));
  await addMembers(prof.context, groups.team, both);
  for (const { context, username } of [lena, otherLena]) {
    const content = `by ${username}`;
    await sendMessage(context, { conversationId: groups.team, content });
  }
});

const card = (page: Page): Locator => page.locator("dialog#person-card");
const nameIn = (page: Page, words: string): Locator =>
  storedRow(page, words).getByRole("link", { name: "Lena Müller", exact: true });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");

test("a click on a name opens the card, which says what the reader may know", async () => {
  const page = await world.page("mira");
  await nameIn(page, "by lena3").click();
  await card(page).getByRole("heading", { name: "Lena Müller" }).waitFor();
  await card(page).getByRole("link", { name: "Lena's group" }).waitFor();
  await card(page).getByText("Somebody else here is called Lena Müller.").waitFor();
  expect(await card(page).textContent()).not.toContain("@");
  await expectCount(card(page).getByRole("link", { name: "Edit account" }), 0);
  expect(await axe(page)).toEqual([]);
  // Beside it, on what is not covered.
  await page.mouse.click(2, 2);
  await card(page).waitFor({ state: "hidden" });
});

test("the avatar opens the same card, and staff see the address and the way to the account", async () => {
  const page = await world.page("prof");
  await storedRow(page, "by lena7").locator("a[aria-hidden]").first().click();
  await card(page).getByText("lena7@uni.example.edu").waitFor();
  await card(page).getByText("1 message, last").waitFor();
  await card(page).getByRole("link", { name: "Open page" }).click();
  await page.getByRole("heading", { level: 1, name: "Lena Müller" }).waitFor();
});

test("the keyboard opens the card with Enter, stays in it, and Escape returns to the name", async () => {
  const page = await world.page("mira");
  const row = storedRow(page, "by lena3");
  await row.waitFor();
  await page.locator("#composer").focus();
  await page.keyboard.press("Shift+Tab");
  // The arrows lead to the row, and the Tab key to what is in it.
  const isAtRow = () => row.evaluate((element) => element === document.activeElement);
  for (let count = 0; count < 9 && !(await isAtRow()); count += 1) {
    await page.keyboard.press("ArrowUp");
  }
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await card(page).getByRole("link", { name: "Lena's group" }).waitFor();
  expect(await focused(page)).toBe("Close");
  for (let count = 0; count < 8; count += 1) {
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(() => {
      const { activeElement: now, body } = document;
      return now === body || now?.closest("dialog") !== null;
    });
    expect(inside).toBe(true);
  }
  await page.keyboard.press("Escape");
  await card(page).waitFor({ state: "hidden" });
  expect(await focused(page)).toBe("Lena Müller");
});

test("Escape closes the card and leaves the details open that it was opened from", async () => {
  const page = await world.page("mira", { width: 900 });
  await page.getByRole("button", { name: "Members and details" }).click();
  const details = page.locator("#details");
  await details.getByRole("link", { name: "Tim", exact: true }).press("Enter");
  await card(page).getByRole("heading", { name: "Tim" }).waitFor();
  await page.keyboard.press("Escape");
  await card(page).waitFor({ state: "hidden" });
  await details.waitFor();
});

test("the namesake's link shows their card in the same place", async () => {
  const page = await world.page("mira");
  await nameIn(page, "by lena7").click();
  await card(page).getByRole("link", { name: "The other one" }).click();
  await card(page).getByRole("link", { name: "Lena's group" }).waitFor();
  expect(await focused(page)).toBe("Close");
  await page.keyboard.press("Escape");
  expect(await focused(page)).toBe("Lena Müller");
});

test("who is in the open group now is shown as online, and nobody else is", async () => {
  const [mira] = [await world.page("mira"), await world.page("tim")];
  await mira.getByText("2 online").waitFor();
  const { prof, tim } = world.people;
  for (const by of [tim, prof]) {
    const content = `from ${by.actor.name}`;
    await sendMessage(by.context, { conversationId: world.groups.team, content });
  }
  await storedRow(mira, "from Tim").getByRole("link", { name: "Tim" }).click();
  await card(mira).getByText("Online now").waitFor();
  await mira.keyboard.press("Escape");
  await storedRow(mira, "from Prof. Lind").getByRole("link", { name: "Prof. Lind" }).click();
  await card(mira).getByText("Groups in common").waitFor();
  expect(await card(mira).getByText("Online now").isVisible()).toBe(false);
});

test("the name of someone who is typing opens their card", async () => {
  const [mira, tim] = [await world.page("mira"), await world.page("tim")];
  await mira.getByText("2 online").waitFor();
  await tim.locator("#composer").press("a");
  await mira.getByText("Tim is typing").getByRole("link", { name: "Tim" }).click();
  await card(mira).getByRole("heading", { name: "Tim" }).waitFor();
});

test("on a phone the card is a sheet at the bottom, as wide as the screen", async () => {
  const page = await world.page("mira", { width: 390, height: 844 });
  await nameIn(page, "by lena3").tap();
  await card(page).getByRole("link", { name: "Lena's group" }).waitFor();
  const box = (await card(page).boundingBox())!;
  expect(box).toMatchObject({ x: 0, width: 390 });
  expect(Math.round(box.y + box.height)).toBe(844);
  const close = (await card(page).getByRole("button", { name: "Close" }).boundingBox())!;
  expect(close.height).toBeGreaterThanOrEqual(44);
  await card(page).getByRole("button", { name: "Close" }).tap();
  await card(page).waitFor({ state: "hidden" });
});

test("the members of the group's page open the same card, and tell equal names apart", async () => {
  const path = `/conversations/${world.groups.team}`;
  const page = await world.open(path, world.people.prof);
  const row = page.locator("li", { hasText: "lena7@uni.example.edu" });
  await row.getByRole("link", { name: "Lena Müller" }).click();
  await card(page).getByText("Somebody else here is called Lena Müller.").waitFor();
  await card(page).getByRole("link", { name: "lena3@uni.example.edu" }).waitFor();
});

test("the details list members by what they are, after the group's own links, and search them", async () => {
  const { services, people } = world;
  const many = await Promise.all(
    Array.from({ length: 12 }, (_, number) => makePerson(services, { name: `Extra ${number}` })),
  );
  const guest = await makePerson(services, { name: "Gast", role: "guest" });
  const members = [
    { userId: people.mira.id, role: "moderator" as const },
    ...[lena, otherLena, guest, ...many].map(({ id: userId }) => ({ userId })),
  ];
  const group = { name: "Crowd", description: "", members };
  const { id } = await createGroup(people.prof.context, group);
  const page = await world.open(`/chat/${id}`, people.prof);
  await page.getByRole("button", { name: "Members and details" }).click();
  const details = page.locator("#details");
  const headings = details.getByRole("heading", { level: 4 });
  await headings.first().waitFor();
  expect(await headings.allTextContents()).toEqual([
    "Staff 1",
    "Owners and moderators 1",
    "Students 14",
    "Guests 1",
  ]);
  const top = async (locator: Locator) => (await locator.boundingBox())!.y;
  const edit = details.getByRole("link", { name: "Edit this group" });
  expect(await top(edit)).toBeLessThan(await top(headings.first()));
  await details.getByText("lena3@uni.example.edu").waitFor();
  await details.getByRole("searchbox", { name: "Find a member" }).fill("muller lena7");
  await expectCount(details.getByRole("listitem"), 1);
  expect(await headings.allTextContents()).toEqual(["Students 1"]);
  await details.getByRole("searchbox", { name: "Find a member" }).fill("nobody");
  await details.getByText("No matches.").waitFor();
});

test("the group's page filters its members as one types, and hides empty sections", async () => {
  const { services, people } = world;
  const many = await Promise.all(
    Array.from({ length: 12 }, (_, number) => makePerson(services, { name: `Other ${number}` })),
  );
  const members = [lena, ...many].map(({ id: userId }) => ({ userId }));
  const group = { name: "Crowd 2", description: "", members };
  const { id } = await createGroup(people.prof.context, group);
  const page = await world.open(`/conversations/${id}`, people.prof);
  await page.getByRole("heading", { level: 3, name: "Staff" }).waitFor();
  await page.getByRole("searchbox", { name: "Find a member" }).fill("mueller lena");
  await page.getByRole("heading", { level: 3, name: "Staff" }).waitFor({ state: "hidden" });
  const names = page.locator('#members a[data-person-card=""]').filter({ visible: true });
  expect(await names.allTextContents()).toEqual(["Lena Müller"]);
});

test("a deleted account has no card", async () => {
  const { services, people, groups } = world;
  const gone = await makePerson(services, { name: "Gone" });
  await addMembers(people.prof.context, groups.team, [{ userId: gone.id }]);
  await sendMessage(gone.context, { conversationId: groups.team, content: "what stays" });
  await removePerson(people.prof.context, gone.id);
  const row = storedRow(await world.page("mira"), "what stays");
  await row.getByText("Deleted user").first().waitFor();
  await expectCount(row.locator("a"), 0);
});

test("without scripts a name leads to the person's page", async () => {
  const page = await world.page("mira", { javaScript: false });
  await nameIn(page, "by lena3").click();
  await page.getByRole("heading", { level: 1, name: "Lena Müller" }).waitFor();
  await page.getByRole("link", { name: "Lena's group" }).waitFor();
});

test("a person who has left the last common group is no longer shown, and the card says so", async () => {
  const { services, people, groups } = world;
  const leaver = await makePerson(services, { name: "Leaver" });
  const key = { conversationId: groups.team, userId: leaver.id };
  await addMembers(people.prof.context, groups.team, [{ userId: leaver.id }]);
  await sendMessage(leaver.context, { conversationId: groups.team, content: "goodbye" });
  await removeFromGroup(people.prof.context, key);
  const page = await world.page("mira");
  await storedRow(page, "goodbye").getByRole("link", { name: "Leaver" }).click();
  await card(page).getByText("You have no group in common with this person.").waitFor();
});

test("offline, the card says that it could not be loaded, and tries again when asked", async () => {
  const page = await world.page("mira");
  await nameIn(page, "by lena3").click();
  await card(page).getByRole("link", { name: "Lena's group" }).waitFor();
  await page.keyboard.press("Escape");
  await page.context().setOffline(true);
  await nameIn(page, "by lena3").click();
  await card(page).getByRole("alert").waitFor();
  expect(await card(page).getByRole("heading").textContent()).toBe("Lena Müller");
  await page.context().setOffline(false);
  await card(page).getByRole("button", { name: "Try again" }).click();
  await card(page).getByRole("link", { name: "Lena's group" }).waitFor();
});

test("whoever was signed out meanwhile is asked to sign in", async () => {
  const page = await world.open(`/conversations/${world.groups.team}`, world.people.tim);
  await world.endSessions("tim");
  await page.getByRole("link", { name: "Mira", exact: true }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});
