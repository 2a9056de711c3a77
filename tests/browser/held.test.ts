/** Messages wait for approval: they take their place when staff approve them, or come back with a sentence. */
import { expect, test } from "bun:test";
import { setMode } from "#core/groups/modes.ts";
import { listWaiting } from "#core/messages/held_queue.ts";
import { approveHeld, returnHeld } from "#core/messages/held.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { axe, hardships, widerThanScreen } from "#tests/support/browser.ts";
import { chatWorld, expectCount, storedRow } from "./chat_world.ts";
import { tabTo } from "./groups_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

test("what waits is changed and approved, and what is returned comes back to the field, by keyboard", async () => {
  const { prof } = world.people;
  const { team } = world.groups;
  await setMode(prof.context, team, { mode: "hold" });
  const page = await world.page("tim", { width: 360, theme: "dark" });
  const mira = await world.page("mira");
  await page.getByText("Messages appear here once staff have approved them").waitFor();
  await page.locator("#composer").fill("Is it due on Fryday?");
  await page.getByRole("button", { name: "Send" }).click();
  const waiting = page.getByRole("list", { name: "Your messages that wait for approval" });
  await waiting.getByText("Waiting for approval").waitFor();
  expect([await axe(page), await hardships(page), await widerThanScreen(page)]).toEqual([
    [],
    [],
    false,
  ]);
  await page.reload();
  await waiting.getByText("Is it due on Fryday?").waitFor();
  await waiting.getByRole("button", { name: "Change" }).press("Enter");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Is it due on Friday?");
  expect(await axe(page)).toEqual([]);
  await tabTo(page, "Save");
  await page.keyboard.press("Enter");
  await waiting.getByText("Is it due on Friday?").waitFor();

  await sendMessage(prof.context, { conversationId: team, content: "Any questions?" });
  await storedRow(mira, "Any questions?").waitFor();
  await expectCount(mira.getByText("Friday"), 0);
  const [first] = (await listWaiting(prof.context, { conversationId: team })).held;
  await approveHeld(prof.context, first!);
  await storedRow(mira, "Is it due on Friday?").waitFor();
  await storedRow(page, "Is it due on Friday?")
    .getByText(/approved; written /)
    .waitFor();
  await expectCount(waiting, 0);

  await page.locator("#composer").fill("The solution is 42");
  await page.getByRole("button", { name: "Send" }).click();
  await waiting.getByText("The solution is 42").waitFor();
  const [second] = (await listWaiting(prof.context, { conversationId: team })).held;
  await returnHeld(prof.context, second!, "Please leave out the solution.");
  await waiting.getByText("Please leave out the solution.").waitFor();
  expect([await axe(page), await widerThanScreen(page)]).toEqual([[], false]);
  await waiting.getByRole("button", { name: "Edit and send again" }).press("Enter");
  await expectCount(waiting, 0);
  expect(await page.locator("#composer").inputValue()).toBe("The solution is 42");
  await expectCount(mira.getByText("solution"), 0);
  await setMode(prof.context, team, { mode: "open" });
  await page.locator("#composer").fill("How do I begin?");
  await page.getByRole("button", { name: "Send" }).click();
  await storedRow(mira, "How do I begin?").waitFor();
});
