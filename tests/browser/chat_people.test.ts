/** People who are renamed, get another role, or are deleted while the chat is open. */
import { test } from "bun:test";
import { removePerson, editPerson } from "#core/people/manage_people.ts";
import { addMembers } from "#core/groups/members.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { chatWorld, expectCount, log, storedRow, title } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

test("a new name appears on every message, in the lists, and on the person's own page, at once", async () => {
  const { prof, tim } = world.people;
  const conversationId = world.groups.team;
  await sendMessage(tim.context, { conversationId, content: "before the new name" });
  const [mira, own] = [await world.page("mira"), await world.page("tim")];
  await storedRow(mira, "before the new name").getByText("Tim", { exact: true }).waitFor();
  await editPerson(prof.context, tim.id, { name: "Timothy" });
  for (const page of [mira, own]) {
    await storedRow(page, "before the new name").getByText("Timothy", { exact: true }).waitFor();
    await page
      .getByRole("link", { name: /Team 1/ })
      .getByText(/^Timothy: before/)
      .waitFor({ state: "attached" });
    await expectCount(log(page).getByText("Tim", { exact: true }), 0);
  }
  await own
    .locator("[data-rail] summary")
    .getByText(/Timothy/)
    .waitFor({ state: "attached" });
  await editPerson(prof.context, tim.id, { name: "Tim" });
  await storedRow(mira, "before the new name").getByText("Tim", { exact: true }).waitFor();
});

test("a user who becomes staff gets staff's rights, and loses them again", async () => {
  const { prof, mira: person, tim } = world.people;
  const conversationId = world.groups.team;
  await sendMessage(tim.context, { conversationId, content: "Something to remove" });
  const mira = await world.page("mira");
  const remove = storedRow(mira, "Something to remove").getByRole("button", { name: "Remove" });
  const staffLinks = mira
    .locator("[data-rail]")
    .getByRole("link", { name: /^(Manage groups|People|Log)$/ });
  const other = mira.getByRole("link", { name: /Other/ });
  await storedRow(mira, "Something to remove").hover();
  await expectCount(remove, 0);
  await expectCount(staffLinks, 0);
  await editPerson(prof.context, person.id, { role: "admin" });
  await expectCount(staffLinks, 3);
  await storedRow(mira, "Something to remove").hover();
  await remove.waitFor();
  await other.click();
  await title(mira, "Other").waitFor();
  await mira.locator("#composer").waitFor();
  await editPerson(prof.context, person.id, { role: "user" });
  await mira.getByText(/no longer in this group/).waitFor();
  await expectCount(other, 0);
  await expectCount(staffLinks, 0);
  await mira.getByRole("link", { name: /Team 1/ }).click();
  await storedRow(mira, "Something to remove").hover();
  await expectCount(remove, 0);
});

test("the name of a deleted account disappears from its messages, which stay", async () => {
  const { prof, lea } = world.people;
  const conversationId = world.groups.team;
  await addMembers(prof.context, conversationId, [{ userId: lea.id }]);
  await sendMessage(lea.context, { conversationId, content: "Written by Lea" });
  const mira = await world.page("mira");
  const row = storedRow(mira, "Written by Lea");
  await row.getByText("Lea", { exact: true }).waitFor();
  await removePerson(prof.context, lea.id);
  await row.getByText("Deleted user", { exact: true }).waitFor();
  await mira
    .getByRole("link", { name: /Team 1/ })
    .getByText(/^Deleted user: Written/)
    .waitFor({ state: "attached" });
  await expectCount(mira.getByText("Lea", { exact: true }), 0);
});
