/** Acts on sixty groups of a course, with mouse and keyboard, while one of them goes away. */
import { expect, test } from "bun:test";
import { deleteGroup } from "#core/groups/bin.ts";
import { createGroups, listGroups } from "#core/groups/groups.ts";
import { finishAct } from "#core/bulk/run_acts.ts";
import { axe, widerThanScreen } from "#tests/support/browser.ts";
import { focused, leadOn, tabTo } from "./groups_world.ts";
import { untilLive, livePeopleWorld, withoutLooks } from "./live_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(livePeopleWorld);

test("many of 60 groups are selected by range, search and keyboard, deleted although one is gone, and restored", async () => {
  const { admin, ada } = world;
  const names = Array.from({ length: 60 }, (_, n) => (n < 50 ? `Team ${n + 1}` : `Lab ${n - 49}`));
  const members = [{ userId: ada.id }];
  const made = await createGroups(
    admin.context,
    names.map((name) => ({ name, description: "", members })),
  );
  const page = await world.open("/account", admin);
  await withoutLooks(page);
  await page.goto(world.address("/groups"));
  await untilLive(page);
  const box = (name: string) => page.getByLabel(`Select ${name}`, { exact: true });
  const chosen = () => page.locator("[data-selected]").first().textContent();
  const bar = page.getByRole("button", { name: "Write …" });
  expect(await bar.isVisible()).toBe(false);
  await box("Team 3").click();
  await box("Team 7").click({ modifiers: ["Shift"] });
  expect(await chosen()).toBe("Selected: 5");
  expect(await bar.isVisible()).toBe(true);
  await page.keyboard.press("ArrowDown");
  expect(await focused(page)).toBe("Select Team 8");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  expect(await chosen()).toBe("Selected: 8");
  await page.keyboard.press("Escape");
  expect(await chosen()).toBe("Selected: 0");
  expect(await axe(page)).toEqual([]);

  await page.getByRole("link", { name: "Team 2", exact: true }).focus();
  await page.keyboard.press("F2");
  expect(await focused(page)).toBe("New name of Team 2");
  await page.keyboard.type(" ");
  await page.keyboard.press("Enter");
  await page.getByText("The name was not saved.").waitFor();
  await page.keyboard.type("Renamed team");
  await page.keyboard.press("Enter");
  await page.getByText("The group is now called Renamed team.").waitFor();
  expect(await focused(page)).toBe("Renamed team");
  expect((await listGroups(admin.context)).map(({ name }) => name)).toContain("Renamed team");

  await page.getByRole("searchbox", { name: "Find a group" }).fill("lab");
  await page.getByRole("button", { name: "Select shown" }).first().click();
  expect(await chosen()).toBe("Selected: 10");
  await page.getByRole("searchbox", { name: "Find a group" }).fill("no such group");
  await page.getByText("No matches.").waitFor();
  await page.getByRole("searchbox", { name: "Find a group" }).fill("");
  await page.getByRole("button", { name: "Select shown" }).first().click();
  expect(await chosen()).toBe("Selected: 60");
  // The page has not been told.
  await world.stopRealtime();
  await deleteGroup(admin.context, made[30]!.id);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await widerThanScreen(page)).toBe(false);
  await page.getByTitle("More actions for the selected groups").click();
  await leadOn(page, page.getByRole("button", { name: "Delete …" }));
  await page.getByRole("heading", { name: "Delete 59 groups?" }).waitFor();
  await page.getByText("The group has been deleted.").waitFor();
  await world.startRealtime();
  expect(await axe(page)).toEqual([]);
  expect(await widerThanScreen(page)).toBe(false);
  await page.setViewportSize({ width: 1280, height: 800 });
  await tabTo(page, "Delete 59 groups");
  await leadOn(page, page.getByRole("button", { name: "Delete 59 groups" }));
  const id = page.url().split("/").at(-1)!;
  await finishAct(world.services, id);
  await page.getByText("59 groups were deleted.").waitFor();
  expect(await axe(page)).toEqual([]);
  expect(await listGroups(admin.context)).toEqual([]);

  const other = await world.open(page.url().replace(/^https?:\/\/[^/]+/, ""), admin);
  await untilLive(other);
  await leadOn(page, page.getByRole("button", { name: "Undo" }));
  await finishAct(world.services, id);
  await page.getByText("59 groups are as before.").waitFor();
  // The other page has followed.
  await other.getByText("59 groups are as before.").waitFor();
  await page.goto(world.address("/groups/deleted"));
  await box("Team 31").check();
  await leadOn(page, page.getByRole("button", { name: "Restore …" }));
  await leadOn(page, page.getByRole("button", { name: "Restore 1 group" }));
  await page.getByText("1 group was restored.").waitFor();
  expect(await listGroups(admin.context)).toHaveLength(60);

  await createGroups(admin.context, [{ name: "On page two", description: "", members }]);
  await page.goto(world.address("/groups"));
  const all = page.getByRole("checkbox", { name: "Select all 61 groups, on all pages" });
  await all.press("Space");
  expect(await chosen()).toBe("Selected: 61");
  await box("Team 3").uncheck();
  expect([await all.isChecked(), await chosen()]).toEqual([false, "Selected: 59"]);
  await all.check();
  expect(await axe(page)).toEqual([]);
  await leadOn(page, bar);
  await page.getByRole("heading", { name: "Write to 61 groups" }).waitFor();
});
