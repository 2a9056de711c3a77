/** A word rule is drafted, tried on what was written, and then live in the chat, by keyboard. */
import { expect } from "bun:test";
import { sendMessage } from "#core/messages/messages.ts";
import { axe, testLook, widerThanScreen } from "#tests/support/browser.ts";
import { firstCourse } from "#tests/support/courses.ts";
import { chatWorld, log, say, storedRow } from "./chat_world.ts";
import { leadOn } from "./groups_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

testLook(
  2,
  "a rule is tried on the last 30 days, switched on, and masks what is written",
  async (look) => {
    const conversationId = world.groups.team;
    const { mira, prof } = world.people;
    await sendMessage(mira.context, { conversationId, content: "The flea market is on Friday" });
    const author = await world.page("mira", look);
    const page = await world.open(`/courses/${firstCourse}/rules`, prof, look);
    const fits = async () => {
      expect([await axe(page), await widerThanScreen(page)]).toEqual([[], false]);
    };
    await fits();
    await leadOn(page, page.getByRole("link", { name: "New rule" }));
    await page.getByLabel("Words or pattern").fill("flea market");
    await page.getByRole("radio", { name: /^Hide it/ }).press("Space");
    await page.getByLabel("Sentence", { exact: true }).fill("No advertising");
    await fits();
    await leadOn(page, page.getByRole("button", { name: "Save as a draft" }));
    await fits();
    await leadOn(page, page.getByRole("link", { name: "Try it on the last 30 days" }));
    await page.getByText("The rule would catch 1 message.").waitFor();
    expect(await page.locator("mark").textContent()).toBe("flea market");
    await fits();
    await leadOn(page, page.getByRole("button", { name: "Switch on" }));
    await page.getByText("The rule is on from now on.").waitFor();
    await fits();

    await say(author, "Flea market tomorrow");
    await storedRow(author, "▒▒▒ tomorrow (part hidden, No advertising)").waitFor();
    expect(await log(author).getByText("Flea market tomorrow").count()).toBe(0);
  },
);
