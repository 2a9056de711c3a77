/** A message is removed with a reason, handed back, restored and hidden in part, by keyboard. */
import { expect } from "bun:test";
import { changeTemplates } from "#core/courses/templates.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { axe, testLook, widerThanScreen } from "#tests/support/browser.ts";
import { firstCourse } from "#tests/support/courses.ts";
import { chatWorld, log, scripted, storedRow } from "./chat_world.ts";
import { leadOn } from "./groups_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

testLook(1, "staff remove, restore and hide, and its author gets the text back", async (look) => {
  const { prof, mira } = world.people;
  await changeTemplates(prof.context, firstCourse, {
    shown: "all",
    wanted: [{ en: "Off topic", de: "Gehört nicht hierher" }],
  });
  const conversationId = world.groups.team;
  const content = "Call 0171 2345678 tonight";
  await sendMessage(mira.context, { conversationId, content });
  const author = await world.page("mira", look);
  const page = await world.page("prof", look);

  await storedRow(page, content).focus();
  await page.keyboard.press("Delete");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Choose a reason").selectOption("Off topic");
  expect(await dialog.getByLabel(/Reason/).inputValue()).toBe("Off topic");
  await dialog.getByLabel(/Give the text back/).press("Space");
  expect([await axe(page), await widerThanScreen(page)]).toEqual([[], false]);
  await dialog.getByRole("button", { name: "Remove" }).press("Enter");
  await log(author).getByText("Staff removed a message from Mira. Reason: Off topic").waitFor();

  const note = log(author).locator("li", { hasText: "Reason: Off topic" });
  await note.getByRole("button", { name: "Show the original" }).press("Enter");
  const own = author.getByRole("dialog");
  await own.getByText("Only you see this text.").waitFor();
  expect([await axe(author), await widerThanScreen(author)]).toEqual([[], false]);
  await own.getByRole("button", { name: "Write it again" }).press("Enter");
  await own.waitFor({ state: "detached" });
  expect(await author.locator("#composer").inputValue()).toBe(content);

  await storedRow(page, "Off topic").focus();
  await page.keyboard.press("d");
  await page.getByRole("heading", { level: 1, name: "Message from Mira" }).waitFor();
  expect([await axe(page), await widerThanScreen(page)]).toEqual([[], false]);
  await leadOn(page, page.getByRole("button", { name: "Restore the message" }));
  await storedRow(author, content).waitFor();

  await scripted(page);
  await storedRow(page, content).focus();
  await page.keyboard.press("d");
  const text = page.getByLabel("The text of the message");
  await text.press("Home");
  for (let at = 0; at < "Call ".length; at += 1) await page.keyboard.press("ArrowRight");
  for (let at = 0; at < "0171 2345678".length; at += 1) {
    await page.keyboard.press("Shift+ArrowRight");
  }
  expect(await page.getByLabel("To character").inputValue()).toBe("17");
  await page.getByLabel("Reason (visible to everyone)").first().fill("A number");
  expect([await axe(page), await widerThanScreen(page)]).toEqual([[], false]);
  await leadOn(page, page.getByRole("button", { name: "Hide this part" }));
  await storedRow(author, "Call ▒▒▒ tonight (part hidden, A number)").waitFor();

  await scripted(page);
  await storedRow(page, "▒▒▒").focus();
  await page.keyboard.press("d");
  await page.getByRole("link", { name: "Show 2 earlier versions" }).press("Enter");
  await page.getByText("A part hidden by Prof. Lind,").waitFor();
  await page.getByText("Reason: Off topic").waitFor();
  expect([await axe(page), await widerThanScreen(page)]).toEqual([[], false]);
});
