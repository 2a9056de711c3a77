/** The page of all groups follows what happens in groups that its reader is not in. */
import { expect, test } from "bun:test";
import { createGroups } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { axe, widerThanScreen } from "#tests/support/browser.ts";
import { enrol } from "#tests/support/courses.ts";
import { makePerson } from "#tests/support/people.ts";
import { chatWorld, expectCount, log } from "./chat_world.ts";
import { leadOn, shownOrder, tabTo } from "./groups_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

test("twenty groups write, and staff who are in none of them see it, without reading", async () => {
  const { services, people } = world;
  const { prof, mira, tim } = people;
  const teacher = await makePerson(services, { name: "Tea Cher" });
  await enrol(services, { userId: teacher.id, role: "teacher" });
  const members = [mira, tim].map(({ id }) => ({ userId: id }));
  const groups = await createGroups(
    prof.context,
    Array.from({ length: 20 }, (_, index) => ({
      name: `Lab ${index + 1}`,
      description: "",
      members,
    })),
  );
  const page = await world.open("/groups", teacher, { width: 1440 });
  const row = (name: string) => page.locator(`[data-name="${name}"]`);
  await row("Lab 20").getByText("0 of 3 members have written").waitFor();
  await page.evaluate(() => ((window as { kept?: boolean }).kept = true));
  for (const { id } of groups) {
    await sendMessage(mira.context, { conversationId: id, content: "Feldspar" });
  }
  await row("Lab 1").getByText("1 of 3 members have written").waitFor();
  await row("Lab 20").getByText("1 message in 7 days").waitFor();
  // The second time, so that the first was not the page's look of every half minute.
  await sendMessage(tim.context, { conversationId: groups[19]!.id, content: "Mica" });
  await row("Lab 20").getByText("2 messages in 7 days").waitFor();
  expect(await page.evaluate(() => (window as { kept?: boolean }).kept)).toBe(true);
  expect(await page.content()).not.toMatch(/Feldspar|Mica/);
  const looks = await services.db.all`select id from audit where actor_id = ${teacher.id}`;
  expect(looks).toEqual([]);
  expect(await axe(page)).toEqual([]);
  await tabTo(page, "Name");
  await Promise.all([page.waitForURL("**sort=name"), page.keyboard.press("Enter")]);
  const byName = await shownOrder(page);
  expect(byName.indexOf("Lab 2")).toBeLessThan(byName.indexOf("Lab 10"));
  await tabTo(page, "Find a group");
  await page.keyboard.type("lab 20");
  await page.keyboard.press("Enter");
  await page.getByText("1 group found").waitFor();
  expect(await shownOrder(page)).toEqual(["Lab 20"]);
  await leadOn(page, page.getByRole("link", { name: "Show all" }));
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await axe(page)).toEqual([]);
  expect(await widerThanScreen(page)).toBe(false);
});

test("a student asks the team, whose page says who waits, until someone answers", async () => {
  const { services, people } = world;
  const teacher = await makePerson(services, { name: "Tea Cher" });
  await enrol(services, { userId: teacher.id, role: "teacher" });
  const groups = await world.open("/groups", teacher);
  const student = await world.open("/conversations", people.lea, { width: 360 });
  await tabTo(student, "Ask the team");
  await Promise.all([student.waitForURL("**/ask"), student.keyboard.press("Enter")]);
  expect(await axe(student)).toEqual([]);
  expect(await widerThanScreen(student)).toBe(false);
  await student.getByLabel("Your question").focus();
  await student.keyboard.type("Is sheet 5 due on Friday?");
  await tabTo(student, "Send");
  await Promise.all([student.waitForURL("**/chat/*"), student.keyboard.press("Enter")]);
  await log(student).getByText("Is sheet 5 due on Friday?").waitFor();
  const waiting = groups.locator(`[data-name="Team and ${people.lea.actor.name}"]`);
  await waiting.getByText("Waits for an answer").waitFor();
  const { pathname } = new URL(student.url());
  await sendMessage(teacher.context, {
    conversationId: pathname.split("/").at(-1)!,
    content: "At noon.",
  });
  await log(student).getByText("At noon.").waitFor();
  await expectCount(waiting.getByText("Waits for an answer"), 0);
});
