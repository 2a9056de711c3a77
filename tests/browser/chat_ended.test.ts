/** A group that is deleted and an account that is disabled while someone reads. */
import { describe, expect, test } from "bun:test";
import { axe } from "#tests/support/browser.ts";
import { deleteGroup } from "#core/groups/bin.ts";
import { createGroup } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { disablePerson } from "#core/people/manage_people.ts";
import { makePerson } from "#tests/support/people.ts";
import { chatWorld, expectCount, log, say, scripted, storedRow, title } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

/** A group of Mira's with one message, open on her page. */
async function openGroup(name: string) {
  const { prof, mira } = world.people;
  const members = [{ userId: mira.id }];
  const { id } = await createGroup(prof.context, { name, description: "", members });
  await sendMessage(prof.context, { conversationId: id, content: "Soon gone" });
  const page = await world.open(`/chat/${id}`, mira);
  await scripted(page);
  await log(page).getByText("Soon gone").waitFor();
  return { id, page };
}

describe("a group that is deleted while it is read", () => {
  test("says so in the place of its messages, and leads to the others", async () => {
    const { id, page } = await openGroup("Doomed");
    await deleteGroup(world.people.prof.context, id);
    await log(page).getByRole("heading", { name: "This group was deleted" }).waitFor();
    expect(await page.getByRole("button", { name: "Keep at the top of the list" }).count()).toBe(0);
    await expectCount(page.getByText(/\b0 members/), 0);
    await expectCount(page.locator("#composer"), 0);
    await expectCount(page.getByRole("button", { name: "Members and details" }), 0);
    expect(await axe(page)).toEqual([]);
    await log(page).getByRole("link", { name: "Go to your groups" }).click();
    await page.waitForURL("**/conversations");
  });

  test("keeps what was being written, so that it can be copied", async () => {
    const { id, page } = await openGroup("Doomed too");
    await page.locator("#composer").fill("half a thought");
    await deleteGroup(world.people.prof.context, id);
    await page
      .getByRole("region", { name: "Your unsent text" })
      .getByText("half a thought")
      .waitFor();
    await log(page).getByRole("heading", { name: "This group was deleted" }).waitFor();
  });
});

test("an account that was disabled is told so, and not asked to sign in again", async () => {
  const { prof } = world.people;
  const nina = await makePerson(world.services, { name: "Nina" });
  const members = [{ userId: nina.id }];
  const { id } = await createGroup(prof.context, { name: "Nina's", description: "", members });
  const page = await world.open(`/chat/${id}`, nina);
  await title(page, "Nina's").waitFor();
  await scripted(page);
  await page.getByText("1 online").waitFor();
  await disablePerson(prof.context, nina.id);
  await page.getByText("Your account was disabled.").waitFor();
  await expectCount(page.getByRole("link", { name: "Sign in again" }), 0);
});

test("a message that its author removed is called the same in the chat and in the list", async () => {
  const mira = await world.page("mira");
  await say(mira, "Never mind");
  const row = storedRow(mira, "Never mind");
  await row.hover();
  await row.getByRole("button", { name: "Delete" }).click();
  await mira.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await log(mira).getByText("Mira removed a message.").waitFor();
  await mira
    .getByRole("link", { name: /Team 1/ })
    .getByText("A message was removed")
    .waitFor({ state: "attached" });
});
