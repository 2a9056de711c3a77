import { describe, expect, test } from "bun:test";
import { axe } from "#tests/support/browser.ts";
import type { Page } from "playwright-core";
import { readHistory } from "#core/messages/history.ts";
import { editMessage, removeMessage } from "#core/messages/messages.ts";
import { limits } from "#wire/limits.ts";
import { chatWorld, expectCount, log, say, storedRow } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

/** The newest message of the group, as it is stored. */
async function newest() {
  const page = { conversationId: world.groups.team, limit: 1 };
  const [message] = await readHistory(world.people.prof.context, page);
  if (!message) throw new Error("nothing was written");
  return message;
}

async function writes(page: Page, text: string) {
  await say(page, text);
  await storedRow(page, text).waitFor();
  const message = await newest();
  return { conversationId: world.groups.team, messageId: message.id };
}

const editField = (page: Page) => page.getByLabel("Edit your message");

async function startsEdit(page: Page, text: string): Promise<void> {
  await page.locator("#composer").press("ArrowUp");
  await editField(page).fill(text);
}

describe("the dialog for removing a message", () => {
  const asked = async () => {
    const mira = await world.page("mira");
    const key = await writes(mira, "An insult");
    const prof = await world.page("prof");
    const row = storedRow(prof, "An insult");
    await row.hover();
    await row.getByRole("button", { name: "Remove" }).click();
    const dialog = prof.getByRole("dialog");
    await dialog.getByLabel(/Reason/).fill("Not among us");
    return { mira, prof, dialog, key };
  };

  test("stays open with its reason when the author edits, and shows the new words", async () => {
    const { prof, dialog, key } = await asked();
    for (const content of ["Another insult", "A third insult"]) {
      await editMessage(world.people.mira.context, { ...key, content });
      await dialog.getByText(content).waitFor();
    }
    await dialog.getByText(/has been edited in the meantime/).waitFor();
    expect(await dialog.getByLabel(/Reason/).inputValue()).toBe("Not among us");
    expect(await axe(prof)).toEqual([]);
    await dialog.getByRole("button", { name: "Remove" }).click();
    await dialog.waitFor({ state: "detached" });
    expect((await newest()).removed).toMatchObject({ by: "staff", reason: "Not among us" });
  });

  test("closes when someone else has removed the message", async () => {
    const { prof, dialog, key } = await asked();
    await removeMessage(world.people.prof.context, { ...key, reason: "By the API" });
    await dialog.waitFor({ state: "detached" });
    await log(prof).getByText("By the API").waitFor();
  });

  test("keeps a reason that is too long, says by how much, and removes nothing", async () => {
    const { prof, dialog, key } = await asked();
    await dialog.getByLabel(/Reason/).fill("x".repeat(limits.reasonChars + 21));
    await dialog.getByText("21 too many").waitFor();
    await dialog.getByRole("button", { name: "Remove" }).click();
    await dialog.getByRole("alert").getByText("21 too many").waitFor();
    expect(await dialog.getByLabel(/Reason/).inputValue()).toHaveLength(limits.reasonChars + 21);
    expect((await newest()).removed).toBeUndefined();
    await prof.keyboard.press("Escape");
    await removeMessage(world.people.prof.context, key);
  });
});

describe("an edit", () => {
  test("that is too long is kept whole, says by how much, and is not saved", async () => {
    const tim = await world.page("tim");
    await writes(tim, "Short");
    await startsEdit(tim, "x".repeat(limits.contentChars + 21));
    await tim.getByText("21 too many").waitFor();
    await editField(tim).press("Enter");
    await tim.getByRole("alert").getByText("21 too many").waitFor();
    expect(await editField(tim).inputValue()).toHaveLength(limits.contentChars + 21);
    expect((await newest()).content).toBe("Short");
    await editField(tim).fill("x".repeat(limits.contentChars));
    await expectCount(tim.getByText(/too many/), 0);
    await editField(tim).press("Enter");
    await editField(tim).waitFor({ state: "detached" });
    expect((await newest()).content).toHaveLength(limits.contentChars);
  });

  test("whose message is removed continues in the field for new messages, with the focus", async () => {
    const tim = await world.page("tim");
    const key = await writes(tim, "To be removed");
    await startsEdit(tim, "To be removed, and a long addition");
    await removeMessage(world.people.prof.context, key);
    await tim
      .getByRole("alert")
      .getByText(/removed or partly hidden\. Your text is in the field below/)
      .waitFor();
    await tim.waitForFunction(() => document.activeElement?.id === "composer");
    await tim.keyboard.type(" that goes on");
    const whole = "To be removed, and a long addition that goes on";
    expect(await tim.locator("#composer").inputValue()).toBe(whole);
    expect(await axe(tim)).toEqual([]);
    await tim.keyboard.press("Enter");
    await storedRow(tim, whole).waitFor();
    await expectCount(tim.getByText(/Your text is in the field below/), 0);
  });

  test("stays open when the message is changed on another device, and shows its new text", async () => {
    const tim = await world.page("tim");
    const key = await writes(tim, "Words");
    await startsEdit(tim, "Words of the desk");
    await editMessage(world.people.tim.context, { ...key, content: "Words of the phone" });
    await tim.getByRole("alert").getByText("It now reads: Words of the phone").waitFor();
    expect(await editField(tim).inputValue()).toBe("Words of the desk");
    await editField(tim).press("Enter");
    await editField(tim).waitFor({ state: "detached" });
    await tim.waitForFunction(() => document.activeElement?.id === "composer");
    expect((await newest()).content).toBe("Words of the desk");
  });

  test("that was not begun shows the other device's text", async () => {
    const tim = await world.page("tim");
    const key = await writes(tim, "Untouched");
    await tim.locator("#composer").press("ArrowUp");
    await editField(tim).waitFor();
    await editMessage(world.people.tim.context, { ...key, content: "Touched elsewhere" });
    await tim.waitForFunction(
      () => (document.activeElement as HTMLTextAreaElement).value === "Touched elsewhere",
    );
  });

  test("with empty text asks whether to delete, and stays if not", async () => {
    const tim = await world.page("tim");
    await writes(tim, "Better not");
    await startsEdit(tim, "  ");
    await editField(tim).press("Enter");
    const dialog = tim.getByRole("dialog");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect(await editField(tim).inputValue()).toBe("  ");
    await editField(tim).press("Enter");
    await dialog.getByRole("button", { name: "Delete" }).click();
    await log(tim).getByText("Tim removed a message.").last().waitFor();
    await tim.waitForFunction(() => document.activeElement?.id === "composer");
    expect((await newest()).removed).toMatchObject({ by: "author" });
  });
});

test("on a touch screen with a keyboard, Ctrl or Cmd with Enter sends and saves, and Enter alone does not", async () => {
  const tim = await world.page("tim", { width: 390 });
  const composer = tim.locator("#composer");
  for (const key of ["Control", "Meta"]) {
    await composer.fill(`Sent with ${key}`);
    await composer.press("Enter");
    expect(await composer.inputValue()).toBe(`Sent with ${key}\n`);
    await composer.press(`${key}+Enter`);
    await storedRow(tim, `Sent with ${key}`).waitFor();
    expect(await composer.inputValue()).toBe("");
    await startsEdit(tim, `Saved with ${key}`);
    await editField(tim).press(`${key}+Enter`);
    await storedRow(tim, `Saved with ${key}`).waitFor();
  }
});
