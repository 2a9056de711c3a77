/** A group is deleted by mistake, comes back, and is erased in the end. */
import { expect, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { axe, widerThanScreen } from "#tests/support/browser.ts";
import { focused, leadOn, openMenu, shownOrder, tabTo } from "./groups_world.ts";
import { chatWorld, log, scripted } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

async function makeGroup(name: string): Promise<string> {
  const { prof, mira } = world.people;
  const group = { name, description: "", members: [{ userId: mira.id }] };
  return (await createGroup(prof.context, group)).id;
}

test("a group that was deleted by mistake is back in a second, and its open chat goes on", async () => {
  const { prof, mira } = world.people;
  const id = await makeGroup("Team 3");
  await sendMessage(prof.context, { conversationId: id, content: "Welcome" });
  const chat = await world.open(`/chat/${id}`, mira);
  await scripted(chat);
  await log(chat).getByText("Welcome").waitFor();
  const page = await world.open("/groups", prof);
  const before = await shownOrder(page);
  await openMenu(page, "Team 3");
  await page.getByRole("link", { name: "Delete …" }).click();
  await leadOn(page, page.getByRole("button", { name: "Delete group" }));
  expect(await shownOrder(page)).not.toContain("Team 3");
  await log(chat).getByRole("heading", { name: "This group was deleted" }).waitFor();
  await leadOn(page, page.getByRole("button", { name: "Undo" }));
  expect(await shownOrder(page)).toEqual(before);
  await log(chat).getByText("Welcome").waitFor();
  await chat.locator("#composer").fill("Still here");
  await chat.keyboard.press("Enter");
  await log(chat).getByText("Still here").waitFor();
});

test("a deleted group is restored, and another one erased by its name, with the keyboard alone", async () => {
  const page = await world.open("/groups", world.people.prof);
  for (const name of ["Team 4", "Team 5"]) {
    await page.goto(world.address(`/groups/delete/${await makeGroup(name)}`));
    await tabTo(page, "Delete group");
    await Promise.all([page.waitForURL("**/groups"), page.keyboard.press("Enter")]);
  }
  await tabTo(page, "2 deleted groups");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Deleted groups" }).waitFor();
  expect(await axe(page)).toEqual([]);
  await tabTo(page, "Restore: Team 4");
  await Promise.all([page.waitForURL("**/groups"), page.keyboard.press("Enter")]);
  expect(await shownOrder(page)).toContain("Team 4");
  await page.goto(world.address("/groups/deleted"));
  await tabTo(page, "Erase …: Team 5");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Erase Team 5?" }).waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await axe(page)).toEqual([]);
  expect(await widerThanScreen(page)).toBe(false);
  await tabTo(page, "Name of the group");
  world.browser.expectTrouble(/status of 422/);
  await page.keyboard.type("Team 6");
  await page.keyboard.press("Enter");
  await page.getByText("This is not the name of the group.").first().waitFor();
  await page.getByLabel("Name of the group").fill("Team 5");
  await tabTo(page, "Erase for good");
  expect(await focused(page)).toBe("Erase for good");
  await page.keyboard.press("Enter");
  await page.getByText("Team 5 was erased.").waitFor();
  await page.getByText("No deleted groups").waitFor();
});
