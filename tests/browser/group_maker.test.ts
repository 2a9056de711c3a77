/** Several groups by rules: the preview by keyboard and by dragging, and the next round. */
import { expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { listGroups } from "#core/groups/groups.ts";
import { axe, widerThanScreen } from "#tests/support/browser.ts";
import { groupsWorld } from "./groups_world.ts";
import { inWorld } from "./pages_world.ts";

setDefaultTimeout(90_000);

const world = inWorld(groupsWorld);

/** The people of each group, in order. */
const shown = (page: Page) =>
  page
    .locator("[data-planned-group]")
    .evaluateAll((groups) =>
      groups.map((group) =>
        [...group.querySelectorAll<HTMLInputElement>("input[name=person]")].map(
          ({ dataset }) => dataset["name"],
        ),
      ),
    );

const personIn = (page: Page, group: number) =>
  page.locator(`[data-planned-group="${group}"] input[name=person]`).first();

async function isInOrder(page: Page): Promise<void> {
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await widerThanScreen(page)).toBe(false);
  }
  expect(await axe(page)).toEqual([]);
}

test("rules are met, two swap by keys and by dragging, and the next round ends the one before", async () => {
  const page = await world.open("/groups/create-many", world.admin);
  await page.getByLabel("Set", { exact: true }).fill("Reviews");
  await page.getByLabel("Names", { exact: true }).fill("Review #");
  await page.getByLabel("Who", { exact: true }).selectOption("all");
  await page.getByLabel("How many", { exact: true }).press("ControlOrMeta+a");
  await page.keyboard.type("2");
  await page.getByLabel("students in each group, at most").check();
  await isInOrder(page);
  await page.getByRole("button", { name: "Show who goes where" }).click();
  await page.getByRole("heading", { name: "Review 2" }).waitFor();
  await page.getByRole("link", { name: "Add a rule" }).click();
  await page.getByRole("checkbox", { name: /Ada Berg/ }).check();
  await page.getByRole("checkbox", { name: /Cleo Berg/ }).check();
  await isInOrder(page);
  await page.getByRole("button", { name: "Save and divide again" }).click();
  await page.getByText(/^Keep apart: .* Berg and .* Berg/).waitFor();
  const divided = await shown(page);
  expect(
    divided.some((people) => people.includes("Ada Berg") && people.includes("Cleo Berg")),
  ).toBe(false);

  await personIn(page, 0).focus();
  await page.keyboard.press("Space");
  await page.getByText("Select another student to swap them.").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await page.locator("[data-swap-check]:not(:empty)").waitFor();
  await isInOrder(page);
  await page.keyboard.press("Escape");
  expect(await page.locator("input[name=person]:checked").count()).toBe(0);
  await personIn(page, 0).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#p-/);
  const [a, b] = [divided[0]![0], divided[1]![0]];
  let now = await shown(page);
  expect([now[0]!.includes(b), now[1]!.includes(a)]).toEqual([true, true]);

  const dragged = await personIn(page, 0).inputValue();
  await personIn(page, 0).dragTo(personIn(page, 2));
  await page.waitForURL(({ hash }) => hash === `#p-${dragged}`);
  const before = now;
  now = await shown(page);
  expect([now[0]!.includes(before[2]![0]), now[2]!.includes(before[0]![0])]).toEqual([true, true]);

  await page.getByRole("button", { name: /^Create \d groups/ }).click();
  await page.getByText(/\d groups were created/).waitFor();
  const { length } = now;
  await page.getByRole("link", { name: /^Reviews/ }).click();
  await page.getByRole("link", { name: "Next round" }).click();
  expect(await page.getByLabel(/^Next round/).isChecked()).toBe(true);
  await page.getByRole("button", { name: "Show who goes where" }).click();
  await page.getByText(/^Keep apart: .* Berg and .* Berg/).waitFor();
  await page.getByRole("button", { name: /^Create \d groups/ }).click();
  await page.getByText(/\d groups were created/).waitFor();
  const names = (await listGroups(world.admin.context)).map(({ name }) => name);
  const rounds = names.filter((name) => name.startsWith("Review"));
  expect(rounds.filter((name) => name.endsWith(" · Reviews 1"))).toHaveLength(length);
  expect(rounds).toHaveLength(2 * length);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("The groups were taken back.").waitFor();
  await isInOrder(page);
});
