/** Pages that change by themselves: groups, people and a group, each while another user acts. */
import { expect, test } from "bun:test";
import { deleteGroup } from "#core/groups/bin.ts";
import { createGroup, updateGroup } from "#core/groups/groups.ts";
import { addMembers } from "#core/groups/members.ts";
import type { Page } from "playwright-core";
import { makePerson } from "#tests/support/people.ts";
import { chatWorld, expectCount } from "./chat_world.ts";
import { untilLive, withoutLooks } from "./live_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

const empty = { description: "", members: [] };

/** A page of this person that is told of changes, and does not look for them. */
async function openLive(path: string, name: "prof" | "lea"): Promise<Page> {
  const page = await world.open("/account", world.people[name]);
  await withoutLooks(page);
  await page.goto(world.address(path));
  await untilLive(page);
  return page;
}

test("a change between the page and its first welcome is seen, even if the socket has to wait", async () => {
  const { prof } = world.people;
  const page = await openLive("/groups", "prof");
  await world.stopRealtime();
  await page.reload();
  await createGroup(prof.context, { name: "Made meanwhile", ...empty });
  await world.startRealtime();
  await untilLive(page);
  await page.locator("#content").getByText("Made meanwhile").first().waitFor();
});

test("a page that is up to date when it is welcomed is not fetched again", async () => {
  const page = await openLive("/groups", "prof");
  let fetched = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/groups")) fetched += 1;
  });
  await page.reload();
  await untilLive(page);
  // The answer to a later request: an earlier one would have come before.
  await page.evaluate(() => fetch("/account"));
  expect(fetched).toBe(1);
});

test("the page of groups shows a new, a renamed and a deleted group without a reload", async () => {
  const { prof } = world.people;
  const page = await openLive("/groups", "prof");
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
  const page = await openLive("/groups", "prof");
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
  const page = await openLive(`/conversations/${groups.other}`, "prof");
  const joining = await makePerson(services, { name: "Just Joined" });
  await addMembers(people.prof.context, groups.other, [{ userId: joining.id }]);
  await page.locator("#content").getByText("Just Joined").first().waitFor();
});

test("an open dialog is not taken away, and the page catches up after it", async () => {
  const { prof } = world.people;
  const page = await openLive("/groups", "prof");
  await page.keyboard.press("Control+k");
  const answered = page.waitForResponse((answer) => answer.url().endsWith("/groups"));
  await createGroup(prof.context, { name: "Behind the dialog", ...empty });
  await answered;
  expect(await page.getByRole("dialog").isVisible()).toBe(true);
  await page.keyboard.press("Escape");
  await page.locator("#content").getByText("Behind the dialog").first().waitFor();
});

test("unread messages are counted in the rail of every live page", async () => {
  const { groups } = world;
  const page = await openLive(`/conversations/${groups.other}`, "lea");
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
