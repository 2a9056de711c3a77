/** A report, from a key in the chat to the appeal that someone else decides, all on open pages. */
import { expect } from "bun:test";
import { sendMessage } from "#core/messages/messages.ts";
import { mutePerson } from "#core/moderation/mutes.ts";
import { axe, testLook, widerThanScreen } from "#tests/support/browser.ts";
import { enrol } from "#tests/support/courses.ts";
import { makePerson } from "#tests/support/people.ts";
import { chatWorld, storedRow } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

testLook(0, "a report is decided, both sides are told, and an appeal is decided", async (look) => {
  const { services, groups, people } = world;
  const { prof, tim } = people;
  const tutor = await makePerson(services, { name: "Tara Tutor" });
  await enrol(services, { userId: tutor.id, role: "tutor" });
  const insult = "You are too stupid to write a test";
  await sendMessage(tim.context, { conversationId: groups.team, content: insult });
  const queue = await world.open("/moderation", tutor, look);
  await queue.getByText("Nothing is waiting").waitFor();
  const author = await world.page("tim");

  const page = await world.page("mira", look);
  await storedRow(page, insult).focus();
  await Promise.all([page.waitForURL("**/report"), page.keyboard.press("!")]);
  await page.getByText("Tim never learns that it was you.").waitFor();
  expect([await axe(page), await widerThanScreen(page)]).toEqual([[], false]);
  await page.getByLabel("Insult").check();
  await page.getByLabel("In your own words").fill("The third time this week");
  await page.getByRole("button", { name: "Send report" }).click();
  await page.getByText("Waits for a decision").waitFor();

  // The open queue and its number follow.
  await queue.getByText("Tim in Team").first().waitFor();
  await queue.locator("[data-rail]").getByText("1 to decide on").waitFor({ state: "attached" });
  expect([await axe(queue), await widerThanScreen(queue)]).toEqual([[], false]);
  await queue.getByRole("link", { name: /Insult/ }).click();
  await queue.getByText("The message in context").waitFor();
  await queue.getByText("The third time this week").waitFor();
  expect([await axe(queue), await widerThanScreen(queue)]).toEqual([[], false]);
  const other = await world.open("/moderation", prof);
  await other.getByRole("link", { name: /Insult/ }).click();
  await other.getByText("Tara Tutor is looking at this case.").waitFor();
  await queue.getByRole("radio", { name: /Remove the message/ }).check();
  await queue.getByLabel("Message to Tim").fill("Please apologise.");
  await queue.getByRole("button", { name: "Decide" }).click();
  await queue.getByText("Those concerned have been told.").waitFor();
  await page.getByText("· Staff have decided").waitFor();

  // The author's open chat says that there is something new.
  await author
    .locator("[data-rail]")
    .getByText("1 new decision")
    .first()
    .waitFor({ state: "attached" });
  await author.goto(world.address("/answers"));
  await author.getByText("Please apologise.").waitFor();
  expect([await axe(author), await widerThanScreen(author)]).toEqual([[], false]);
  await author.getByLabel("Why do you see it differently?").fill("It was a joke");
  await author.getByRole("button", { name: "Appeal" }).click();
  await author.getByText("Waits for a decision by somebody else").waitFor();
  await other.getByText("It was a joke").waitFor();
  await other.getByRole("radio", { name: /The decision is taken back/ }).check();
  await other.getByRole("button", { name: "Decide" }).click();
  await author.getByText("We have looked at it again and take the decision back.").waitFor();
  await storedRow(await world.page("mira"), insult).waitFor();
  await queue.reload();
  await queue.getByText("The decision is taken back, by Prof. Lind").waitFor();
  expect(await axe(other)).toEqual([]);
});

testLook(
  1,
  "someone who is muted keeps what they typed, and writes again at the end",
  async (look) => {
    const { services, groups, people } = world;
    const tim = await world.page("tim", look);
    await tim.locator("#composer").fill("Half a thought");
    const page = await world.open(`/conversations/${groups.team}`, people.prof, look);
    const row = page
      .locator("li", { has: page.getByRole("link", { name: "Tim", exact: true }) })
      .last();
    await row.locator("summary").focus();
    await page.keyboard.press("Enter");
    await row.getByRole("link", { name: "Mute" }).focus();
    await Promise.all([page.waitForURL("**/mute"), page.keyboard.press("Enter")]);
    expect([await axe(page), await widerThanScreen(page)]).toEqual([[], false]);
    await page.getByLabel("10 minutes").check();
    await page.getByLabel("Reason").fill("Insulting others");
    await page.getByRole("button", { name: "Mute" }).click();
    await page.getByText("They cannot write for now").waitFor();
    await row.getByText("Muted").waitFor();
    await tim.getByText("You cannot write here until").waitFor();
    await tim.getByText("Reason: Insulting others").waitFor();
    await tim.getByText("Half a thought").waitFor();
    expect([await axe(tim), await widerThanScreen(tim)]).toEqual([[], false]);
    const until = new Date(services.clock.now() + 2_000).toISOString();
    const key = { conversationId: groups.team, userId: people.tim.id };
    await mutePerson(people.prof.context, key, { until });
    await tim.locator("#composer").waitFor();
    expect(await tim.locator("#composer").inputValue()).toBe("Half a thought");
  },
);
