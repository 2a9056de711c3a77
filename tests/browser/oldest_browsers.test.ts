/** The chat and the groups in a browser reduced to what the oldest ones in README have. */
import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { listGroups } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { newerNames, takeAway } from "#tests/support/newer_names.ts";
import { chatWorld, expectCount, log, reload, say, storedRow, title } from "./chat_world.ts";
import { leadOn, openMenu } from "./groups_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

/** Tim's page or a staff member's, without anything newer. */
async function oldPage(name: "tim" | "prof"): Promise<Page> {
  const page = await world.page(name);
  await page.addInitScript(takeAway, newerNames);
  await reload(page);
  expect(await left(page)).toEqual([]);
  return page;
}

/** Newer functions that are still there. */
const left = (page: Page) =>
  page.evaluate(
    (names) =>
      names.filter((path) => {
        let found: unknown = globalThis;
        for (const part of path.split(".")) found &&= (found as Record<string, unknown>)[part];
        return found !== undefined;
      }),
    newerNames,
  );

test("users write, follow a link, edit, remove and see who is online", async () => {
  const tim = await oldPage("tim");
  await say(tim, "See https://example.org/old?a=1 and 👩🏽‍🔬");
  await storedRow(tim, "See https").waitFor();
  const link = log(tim).getByRole("link", { name: "https://example.org/old?a=1" });
  expect(await link.getAttribute("href")).toBe("https://example.org/old?a=1");
  const conversationId = world.groups.team;
  await sendMessage(world.people.mira.context, {
    conversationId,
    content: "Mira: www.example.org",
  });
  await log(tim).getByText("Mira: www.example.org").waitFor();
  await tim.locator("#composer").press("ArrowUp");
  await log(tim).getByRole("textbox").fill("Edited in an old browser");
  await log(tim).getByRole("textbox").press("Enter");
  await storedRow(tim, "Edited in an old browser").getByText("edited").waitFor();
  await storedRow(tim, "Edited in an old browser").hover();
  await storedRow(tim, "Edited in an old browser").getByRole("button", { name: "Delete" }).click();
  await tim.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expectCount(log(tim).getByText("Edited in an old browser"), 0);
});

test("users move between groups, and back to older messages", async () => {
  const tim = await oldPage("tim");
  await tim.getByRole("link", { name: /Long/ }).click();
  await title(tim, "Long").waitFor();
  await log(tim).hover();
  while (!(await log(tim).getByText("Message 30", { exact: true }).count())) {
    await tim.mouse.wheel(0, -900);
    await tim.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await tim.locator("#to-latest").click();
  await log(tim).getByText("Message 200", { exact: true }).waitFor();
  await tim.goBack();
  await title(tim, "Team 1").waitFor();
});

test("messages wait for a server that is away", async () => {
  const tim = await oldPage("tim");
  await world.stopRealtime();
  await tim
    .getByRole("status")
    .getByText(/No connection/)
    .first()
    .waitFor();
  await say(tim, "Written meanwhile, long ago");
  await log(tim).getByText("Written meanwhile, long ago").waitFor();
  await world.startRealtime();
  await storedRow(tim, "Written meanwhile, long ago").waitFor();
});

test("staff find people, create a group and move it", async () => {
  const prof = await oldPage("prof");
  await prof.goto(world.address("/groups/create"));
  await prof.getByLabel("Name", { exact: true }).fill("Made long ago");
  await prof.getByLabel("Find people").fill("LÉA");
  await prof.getByRole("button", { name: "Select shown" }).click();
  await prof.getByRole("button", { name: "Create group" }).click();
  await prof.getByText("Made long ago was created.").waitFor();
  await leadOn(prof, prof.getByRole("link", { name: "Own order" }));
  const names = async () => (await listGroups(world.people.prof.context)).map(({ name }) => name);
  const before = await names();
  const saved = prof.waitForResponse("**/groups/reorder");
  await openMenu(prof, before[1]!);
  await prof.getByRole("button", { name: "Move up" }).press("Enter");
  expect((await saved).ok()).toBe(true);
  expect(await names()).toEqual([before[1], before[0], ...before.slice(2)] as string[]);
  expect(await left(prof)).toEqual([]);
});
