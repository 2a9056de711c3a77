/** Groups are locked during a conversation, open again by themselves, and are slowed. */
import { expect, test } from "bun:test";
import { finishAct } from "#core/bulk/run_acts.ts";
import { setMode } from "#core/groups/modes.ts";
import { axe, hardships, widerThanScreen } from "#tests/support/browser.ts";
import { until } from "#tests/support/patience.ts";
import { chatWorld, expectCount, storedRow } from "./chat_world.ts";
import { leadOn, tabTo } from "./groups_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

test("all groups are locked while someone writes, and open again at the end with what was typed", async () => {
  const { prof } = world.people;
  const tim = await world.page("tim", { width: 360, theme: "dark" });
  await tim.locator("#composer").fill("Half a thou");
  const page = await world.open("/groups", prof, { width: 1440 });
  await page.getByRole("button", { name: "Select shown" }).first().click();
  await leadOn(page, page.getByRole("button", { name: "Lock or slow …" }));
  expect([await axe(page), await widerThanScreen(page)]).toEqual([[], false]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await widerThanScreen(page)).toBe(false);
  await page.getByLabel("Reason").fill("The test is on.");
  await leadOn(page, page.getByRole("button", { name: "Set for 4 groups" }));
  await finishAct(world.services, page.url().split("/").at(-1)!);
  await page.getByText("It is set for 4 groups.").waitFor();

  await tim.getByText("Locked", { exact: true }).waitFor();
  await tim.getByText("The test is on.").waitFor();
  await expectCount(tim.locator("#composer"), 0);
  await tim.getByText("Half a thou").waitFor();
  expect([await axe(tim), await hardships(tim)]).toEqual([[], []]);
  const { team } = world.groups;
  const soon = new Date(world.services.clock.now() + 3_000).toISOString();
  await setMode(prof.context, team, { mode: "locked", until: soon });
  await tim.getByText(/^Locked until \d\d:\d\d$/).waitFor();
  await tim.locator("#composer").waitFor();
  expect(await tim.locator("#composer").inputValue()).toBe("Half a thou");
  // The page may be a moment ahead of the server, which decides.
  const isOpen = async () => {
    const [row] = await world.services.db.all<{ open: number }>`
      select case when mode_until <= ${new Date().toISOString()} then 1 else 0 end as open
      from conversations where id = ${team}`;
    return row?.open === 1;
  };
  await until(isOpen, "the end of the mode");
  await tim.locator("#composer").press("End");
  await tim.locator("#composer").pressSequentially("ght");
  await tim.getByRole("button", { name: "Send" }).click();
  await storedRow(tim, "Half a thought").waitFor();

  // What was on its way when the group was locked is the draft again.
  await tim.context().setOffline(true);
  await tim.getByText(/You are offline/).waitFor();
  await tim.locator("#composer").fill("On its way");
  await tim.getByRole("button", { name: "Send" }).click();
  await tim.getByText("Waiting to be sent").waitFor();
  await setMode(prof.context, team, { mode: "locked" });
  await tim.context().setOffline(false);
  await tim.getByRole("region", { name: "Your unsent text" }).getByText("On its way").waitFor();
  await expectCount(tim.getByText("Waiting to be sent"), 0);
  const own = storedRow(tim, "Half a thought");
  await own.hover();
  // With a finger there is a sheet instead, and these are not shown.
  await own.locator('button[title="Delete"]').waitFor({ state: "attached" });
  await expectCount(own.locator('button[title="Edit"]'), 0);
  await setMode(prof.context, team, { mode: "open" });
  await tim.locator("#composer").waitFor();
  expect(await tim.locator("#composer").inputValue()).toBe("On its way");
});

test("slow mode is set by keyboard; it counts down, keeps what is typed, and does not slow staff", async () => {
  const { prof } = world.people;
  const { team } = world.groups;
  await setMode(prof.context, team, { mode: "open" });
  const mira = await world.page("mira");
  const page = await world.open(`/conversations/${team}`, prof);
  await tabTo(page, "Who can write");
  await Promise.all([page.waitForURL("**/mode"), page.keyboard.press("Enter")]);
  expect([await axe(page), await widerThanScreen(page)]).toEqual([[], false]);
  await page.getByLabel("Everyone in the group").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await tabTo(page, "Save");
  await Promise.all([page.waitForURL(`**/conversations/${team}`), page.keyboard.press("Enter")]);
  await page.getByText("Saved: Slow").waitFor();
  await mira.getByText("Slow mode: one message every 30 s").waitFor();
  await mira.locator("#composer").fill("One");
  await mira.locator("#composer").press("Enter");
  await storedRow(mira, "One").waitFor();
  await mira.getByText(/You can write again in \d+ s\./).waitFor();
  await mira.locator("#composer").fill("Two");
  await mira.locator("#composer").press("Enter");
  expect(await mira.locator("#composer").inputValue()).toBe("Two");
  expect(await axe(mira)).toEqual([]);
  await mira.getByRole("button", { name: "Members and details" }).click();
  await mira.locator("#details").getByText("Slow mode: one message every 30 s").waitFor();
  await mira.keyboard.press("Escape");
  const soon = new Date(world.services.clock.now() + 2_000).toISOString();
  await setMode(prof.context, team, { mode: "slow", seconds: 30, until: soon });
  await expectCount(mira.getByText(/You can write again/), 0);
  await setMode(prof.context, team, { mode: "open" });
  await expectCount(mira.getByText(/Slow mode/), 0);
  expect(await mira.locator("#composer").inputValue()).toBe("Two");
  await mira.locator("#composer").press("Enter");
  await storedRow(mira, "Two").waitFor();
});
