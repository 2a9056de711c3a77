/** Pages that change by themselves: groups, people and a group, each while another user acts. */
import { expect, test } from "bun:test";
import { deleteGroup } from "#core/groups/bin.ts";
import { createGroup, updateGroup } from "#core/groups/groups.ts";
import { addMembers } from "#core/groups/members.ts";
import { makePerson } from "#tests/support/people.ts";
import { chatWorld, expectCount } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

const empty = { description: "", members: [] };

test("the page of groups shows a new, a renamed and a deleted group without a reload", async () => {
  const { prof } = world.people;
  const page = await world.open("/groups", prof);
  const rows = page.locator("#content");
  await rows.getByText("Second").first().waitFor();
  await page.evaluate(() => ((window as { kept?: boolean }).kept = true));
  const { id } = await createGroup(prof.context, { name: "Just created", ...empty });
  await rows.getByText("Just created").first().waitFor();
  await updateGroup(prof.context, id, { name: "Renamed since", description: "" });
  await rows.getByText("Renamed since").first().waitFor();
  await deleteGroup(prof.context, id);
  await expectCount(rows.getByText("Renamed since"), 0);
  expect(await page.evaluate(() => (window as { kept?: boolean }).kept)).toBe(true);
});

test("what the reader typed into the filter stays, and new groups are filtered as well", async () => {
  const { prof } = world.people;
  for (let number = 1; number <= 8; number++) {
    await createGroup(prof.context, { name: `Class ${number}`, ...empty });
  }
  const page = await world.open("/groups", prof);
  const filter = page.getByRole("searchbox").first();
  await filter.fill("fresh");
  await createGroup(prof.context, { name: "Stale group", ...empty });
  await createGroup(prof.context, { name: "Fresh group", ...empty });
  await page.locator("#content").getByText("Fresh group").first().waitFor();
  expect(await filter.inputValue()).toBe("fresh");
  expect(await page.locator("#content").getByText("Stale group").first().isVisible()).toBe(false);
});

test("the page of a group shows who joins it", async () => {
  const { services, people, groups } = world;
  const page = await world.open(`/conversations/${groups.other}`, people.prof);
  const joining = await makePerson(services, { name: "Just Joined" });
  await addMembers(people.prof.context, groups.other, [{ userId: joining.id }]);
  await page.locator("#content").getByText("Just Joined").first().waitFor();
});

test("an open dialog is not taken away, and the page catches up after it", async () => {
  const { prof } = world.people;
  const page = await world.open("/groups", prof);
  await page.keyboard.press("Control+k");
  const answered = page.waitForResponse((answer) => answer.url().endsWith("/groups"));
  await createGroup(prof.context, { name: "Behind the dialog", ...empty });
  await answered;
  expect(await page.getByRole("dialog").isVisible()).toBe(true);
  await page.keyboard.press("Escape");
  await page.locator("#content").getByText("Behind the dialog").first().waitFor();
});

test("unread messages are counted in the rail of every live page", async () => {
  const { people, groups } = world;
  const page = await world.open(`/conversations/${groups.other}`, people.lea);
  const count = page.locator("[data-rail] [data-unread]").first();
  const before = Number((await count.textContent())?.match(/\d+/)?.[0] ?? 0);
  await world.write("other", ["for Lea"]);
  await page.waitForFunction(
    (least) =>
      Number(/\d+/.exec(document.querySelector("[data-rail] [data-unread]")?.textContent ?? "")) >
      least,
    before,
  );
});
