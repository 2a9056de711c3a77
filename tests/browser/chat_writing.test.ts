/** What people write in a group, change, draft and lose. */
import { describe, expect, test } from "bun:test";
import { addMembers, removeFromGroup } from "#core/groups/members.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { chatWorld, expectCount, log, reload, say, storedRow, title } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

test("two people see who is typing, who is online, and what is unread elsewhere", async () => {
  const mira = await world.page("mira");
  const tim = await world.page("tim");
  await mira.getByText("2 online").waitFor();
  await tim.getByText("2 online").waitFor();
  await Promise.all([
    // As fast as a person types, because typing indicators are sent every few seconds only.
    tim.locator("#composer").pressSequentially("thinking about it a little", { delay: 150 }),
    mira.getByText("Tim is typing").waitFor(),
  ]);
  await sendMessage(world.people.prof.context, {
    conversationId: world.groups.second,
    content: "Elsewhere",
  });
  const listed = mira.getByRole("link", { name: /Second/ });
  await listed.getByText(/unread message/).waitFor();
  await mira.waitForFunction(() => document.title.startsWith("("));
  await listed.click();
  await log(mira).getByText("Elsewhere").waitFor();
  await listed.getByText(/unread message/).waitFor({ state: "detached" });
});

describe("the user's own message", () => {
  test("is edited with the arrow key, and deleted for everyone after a question", async () => {
    const mira = await world.page("mira");
    const tim = await world.page("tim");
    await say(mira, "Lunch at tow");
    await log(tim).getByText("Lunch at tow").waitFor();
    await storedRow(mira, "Lunch at tow").waitFor();
    await mira.keyboard.press("ArrowUp");
    const field = mira.getByLabel("Edit your message");
    expect(await field.inputValue()).toBe("Lunch at tow");
    await field.fill("Lunch at two");
    await field.press("Enter");
    await log(tim).getByText("Lunch at two").waitFor();
    await log(tim).getByText("(edited)").waitFor();
    const row = storedRow(mira, "Lunch at two");
    await row.hover();
    await row.getByRole("button", { name: "Delete" }).click();
    await mira.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await log(tim).getByText("Mira removed a message.").waitFor();
    await expectCount(log(tim).getByText("Lunch at two"), 0);
  });

  test("is removed by staff with a reason, and only they can read it again", async () => {
    const mira = await world.page("mira");
    const prof = await world.page("prof");
    await say(mira, "Something rude");
    const row = storedRow(prof, "Something rude");
    await row.hover();
    await row.getByRole("button", { name: "Remove" }).click();
    await prof.getByLabel(/Reason/).fill("An insult");
    await prof.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await log(mira).getByText("Reason: An insult").waitFor();
    await expectCount(log(mira).getByText("Something rude"), 0);
    await expectCount(mira.getByRole("button", { name: "Show the original" }), 0);
    const gone = storedRow(prof, "An insult");
    await gone.hover();
    await gone.getByRole("button", { name: "Show the original" }).click();
    await prof.getByRole("dialog").getByText("Something rude").waitFor();
    await prof.keyboard.press("Escape");
    await expectCount(prof.getByRole("dialog"), 0);
  });
});

describe("moving between groups", () => {
  test("keeps a draft for each, through the back button and a reload", async () => {
    const tim = await world.page("tim");
    const composer = tim.locator("#composer");
    await composer.fill("half a thought");
    await tim.getByRole("link", { name: /Second/ }).click();
    await title(tim, "Second").waitFor();
    expect(tim.url()).toEndWith(`/chat/${world.groups.second}`);
    expect(await composer.inputValue()).toBe("");
    await composer.fill("another");
    await tim.goBack();
    await title(tim, "Team 1").waitFor();
    expect(await composer.inputValue()).toBe("half a thought");
    await reload(tim);
    expect(await composer.inputValue()).toBe("half a thought");
    await tim.goForward();
    await title(tim, "Second").waitFor();
    expect(await composer.inputValue()).toBe("another");
    await composer.fill("");
  });

  test("keeps a half-written edit, open and through a reload, until it is cancelled", async () => {
    const tim = await world.page("tim");
    await say(tim, "See you at tow");
    await storedRow(tim, "See you at tow").waitFor();
    await tim.keyboard.press("ArrowUp");
    const field = tim.getByLabel("Edit your message");
    await field.fill("See you at two, or");
    await tim.getByRole("link", { name: /Second/ }).click();
    await title(tim, "Second").waitFor();
    await expectCount(field, 0);
    await tim.getByRole("link", { name: /Team 1/ }).click();
    await field.waitFor();
    expect(await field.inputValue()).toBe("See you at two, or");
    await tim.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
    expect(await field.evaluate((area) => area === document.activeElement)).toBe(true);
    await reload(tim);
    const row = storedRow(tim, "See you at tow");
    const edit = async () => {
      await row.hover();
      await row.getByRole("button", { name: "Edit" }).click();
    };
    await edit();
    expect(await field.inputValue()).toBe("See you at two, or");
    await field.press("Escape");
    await edit();
    expect(await field.inputValue()).toBe("See you at tow");
    await field.fill("See you at two");
    await field.press("Enter");
    await log(tim).getByText("See you at two").waitFor();
    const kept = await tim.evaluate(() => Object.values(localStorage));
    expect(kept.filter((text) => text.includes("See you"))).toEqual([]);
  });

  test("a removed member can read the messages on the screen, but not write until added again", async () => {
    const lea = await world.page("lea", { group: "other" });
    await say(lea, "My last words");
    await lea.locator("#composer").fill("Half a thou");
    const key = { conversationId: world.groups.other, userId: world.people.lea.id };
    await removeFromGroup(world.people.prof.context, key);
    await lea.getByText(/no longer in this group/).waitFor();
    await log(lea).getByText("My last words").waitFor();
    await lea.getByText("Half a thou").waitFor();
    await expectCount(lea.locator("#composer"), 0);
    await expectCount(lea.getByRole("link", { name: /Other/ }), 0);
    await addMembers(world.people.prof.context, key.conversationId, [{ userId: key.userId }]);
    await lea.locator("#composer").waitFor();
    expect(await lea.locator("#composer").inputValue()).toBe("Half a thou");
    await say(lea, "Here again");
    await storedRow(lea, "Here again").waitFor();
  });
});

test("text is shown as it was written, and only safe addresses are links", async () => {
  const mira = await world.page("mira");
  const tim = await world.page("tim");
  const hostile = `<img src=x onerror=alert(1)> javascript:alert(1) https://example.org/a?b=1.`;
  await say(mira, hostile);
  const row = storedRow(tim, "onerror");
  expect(await row.locator("a[rel]").getAttribute("href")).toBe("https://example.org/a?b=1");
  expect(await row.locator("a[rel]").getAttribute("rel")).toBe("noopener noreferrer nofollow");
  expect(await row.innerText()).toContain(hostile);
});
