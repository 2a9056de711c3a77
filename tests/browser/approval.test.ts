/** Staff approve and return messages on an open page, by keyboard. */
import { expect } from "bun:test";
import { setMode } from "#core/groups/modes.ts";
import { holdMessage } from "#core/messages/held.ts";
import { axe, testLook, widerThanScreen } from "#tests/support/browser.ts";
import { chatWorld, storedRow } from "./chat_world.ts";
import { tabTo } from "./groups_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

testLook(
  0,
  "what waits appears, is selected and approved by keyboard, and the second is told",
  async (look) => {
    const { prof, tim } = world.people;
    const { team } = world.groups;
    await setMode(prof.context, team, { mode: "hold" });
    const page = await world.open("/moderation/held", prof, look);
    await page.getByText("Nothing waits for approval").waitFor();
    const reader = await world.page("mira");
    const wait = (content: string) => holdMessage(tim.context, { conversationId: team, content });
    await wait("First question");
    await wait("Second question");
    const third = await wait("A whole solution");
    await page.getByText("A whole solution").waitFor();
    await page.locator("[data-rail]").getByText("3 to decide on").waitFor({ state: "attached" });
    expect([await axe(page), await widerThanScreen(page)]).toEqual([[], false]);

    await page.getByLabel("When returning: a sentence for the authors").fill("Please shorten it.");
    const one = page.locator("li", { hasText: "A whole solution" });
    await one.getByRole("button", { name: "Return the message of Tim" }).click();
    await page.getByText("1 message was returned.").waitFor();
    await page.getByRole("checkbox").first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+ArrowDown");
    await page.getByText("Selected: 2").waitFor();
    expect(await axe(page)).toEqual([]);
    await tabTo(page, "Approve selected");
    await page.keyboard.press("Enter");
    await page.getByText("2 messages were approved.").waitFor();
    for (const text of ["First question", "Second question"]) {
      await storedRow(reader, text).waitFor();
    }
    const [row] = await world.services.db.all<{ state: string; note: string }>`
    select state, note from held_messages where id = ${third.id}`;
    expect(row).toEqual({ state: "returned", note: "Please shorten it." });
  },
);
