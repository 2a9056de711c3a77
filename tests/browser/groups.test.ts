import { expect, test } from "bun:test";
import { listGroups } from "#core/groups/groups.ts";
import { listMembers } from "#core/groups/members.ts";
import { testWhere } from "#tests/support/browser.ts";
import { focused, groupsWorld, leadOn, openMenu, shownOrder, tabTo } from "./groups_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(groupsWorld);

const stored = async () => (await listGroups(world.admin.context)).map(({ name }) => name);

test("a group can be created with the keyboard alone", async () => {
  const page = await world.open("/groups", world.admin);
  await tabTo(page, "New group");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/groups/create");
  await tabTo(page, "Name");
  await page.keyboard.type("Made by keyboard");
  await tabTo(page, "Find people");
  await page.keyboard.type("berg");
  // Enter only searches: the half-finished form is not sent.
  await page.keyboard.press("Enter");
  await tabTo(page, "Select shown");
  await page.keyboard.press("Space");
  expect(await page.locator("[data-selected]").textContent()).toBe("Selected: 2");
  await tabTo(page, "Create group");
  await page.keyboard.press("Enter");
  await page.getByText("Made by keyboard was created.").waitFor();
  const made = (await listGroups(world.admin.context)).find(
    ({ name }) => name === "Made by keyboard",
  );
  const names = (await listMembers(world.admin.context, made!.id)).map(({ name }) => name);
  expect(names).toEqual(["Prof. Grace", "Ada Berg", "Cleo Berg"]);
});

test("selecting all takes those the filter shows, whatever their accents, and no others", async () => {
  const page = await world.open("/groups/create", world.admin);
  await page.getByLabel("Find people").fill("celik");
  await page.getByRole("button", { name: "Select shown" }).click();
  await page.getByLabel("Find people").fill("");
  const chosen = page.locator("input[name=member]:checked");
  expect(await chosen.count()).toBe(1);
  expect(await page.getByLabel("Role of Emil Çelik").isVisible()).toBe(true);
  expect(await page.getByLabel("Role of Ada Berg").isVisible()).toBe(false);
  await page.getByLabel("Find people").fill("nobody like this");
  expect(await page.getByText("No matches.").isVisible()).toBe(true);
});

test("a group moves by keyboard, keeps the focus, and its new place is announced", async () => {
  const page = await world.open("/groups?sort=own", world.admin);
  const saved = page.waitForResponse("**/groups/reorder");
  await tabTo(page, "Actions for Team 3");
  await page.keyboard.press("Enter");
  // Open the chat, Edit, Rename, Move to the top, Move up.
  for (let item = 0; item < 5; item++) await page.keyboard.press("ArrowDown");
  expect(await focused(page)).toBe("Move up");
  await page.keyboard.press("Enter");
  expect(await focused(page)).toBe("Move up");
  expect((await shownOrder(page)).slice(0, 3)).toEqual(["Team 1", "Team 3", "Team 2"]);
  expect(await page.locator("#order-status").textContent()).toMatch(/^Team 3 is now number 2 of 1/);
  await saved;
  const moved = async () => {
    const answered = page.waitForResponse("**/groups/reorder");
    await page.keyboard.press("Enter");
    await answered;
  };
  await moved();
  // At the top it cannot move up: the focus goes to the opposite button.
  expect(await focused(page)).toBe("Move down");
  await moved();
  await moved();
  const shown = await shownOrder(page);
  expect(shown.slice(0, 3)).toEqual(["Team 1", "Team 2", "Team 3"]);
  await page.reload();
  expect(await shownOrder(page)).toEqual(shown);
});

test("a group is dragged to its place, and Escape puts it back", async () => {
  const page = await world.open("/groups?sort=own", world.admin);
  const before = await shownOrder(page);
  let asked = 0;
  page.on("request", (request) => request.url().endsWith("/groups/reorder") && (asked += 1));
  const drag = async () => {
    const rows = page.locator("[data-group]");
    const from = (await rows.nth(1).locator("[data-drag-handle]").boundingBox())!;
    const to = (await rows.nth(4).boundingBox())!;
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    // A hand may leave the list.
    await page.mouse.move(20, to.y + to.height - 4, { steps: 8 });
    await page.locator(`[data-group]:nth-child(5)[data-name="${before[1]}"]`).waitFor();
  };
  await drag();
  await page.keyboard.press("Escape");
  await page.mouse.up();
  expect(await shownOrder(page)).toEqual(before);
  expect(await stored()).toEqual(before);
  await drag();
  const saved = page.waitForResponse("**/groups/reorder");
  await page.mouse.up();
  expect((await saved).status()).toBe(204);
  expect(asked).toBe(1);
  expect(await stored()).toEqual(await shownOrder(page));
  expect((await stored())[4]).toBe(before[1]);
});

test("an order that could not be saved is reported", async () => {
  const page = await world.open("/groups?sort=own", world.admin);
  await page.context().setOffline(true);
  world.browser.expectTrouble(/ERR_INTERNET_DISCONNECTED/);
  await openMenu(page, "Team 9");
  await page.getByRole("button", { name: "Move up" }).click();
  await page.getByText("The order could not be saved.").waitFor({ state: "visible" });
});

test("a group goes to either end at once, and back", async () => {
  const page = await world.open("/groups?sort=own", world.admin);
  const before = await shownOrder(page);
  const step = async (act: () => Promise<void>) => {
    const saved = page.waitForResponse("**/groups/reorder");
    await act();
    await saved;
    return shownOrder(page);
  };
  await openMenu(page, "Team 4");
  const moved = await step(() => page.getByRole("button", { name: "Move to the bottom" }).click());
  expect([moved.at(-1), moved.length]).toEqual(["Team 4", before.length]);
  expect(await focused(page)).toBe("Actions for Team 4");
  expect(await step(() => page.getByRole("button", { name: "Undo" }).click())).toEqual(before);
  expect(await stored()).toEqual(before);
});

test("a question that a low screen cannot show whole begins with its title", async () => {
  const page = await world.open("/groups", world.admin, { width: 320, height: 256 });
  await openMenu(page, "Team 10");
  await page.getByRole("link", { name: "Delete …" }).press("Enter");
  const title = page.getByRole("heading", { level: 2, name: "Delete Team 10?" });
  await title.waitFor();
  const { y = -1, height = 0 } = (await title.boundingBox()) ?? {};
  expect(y).toBeGreaterThanOrEqual(0);
  expect(y + height).toBeLessThanOrEqual(256);
});

test("deleting asks in a dialog, and Escape returns to the former place", async () => {
  const page = await world.open("/groups", world.admin);
  await openMenu(page, "Team 10");
  await page.getByRole("link", { name: "Delete …" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Delete Team 10?" });
  await dialog.waitFor();
  expect(await dialog.textContent()).toContain("0 messages");
  await page.keyboard.press("Escape");
  expect(await dialog.isVisible()).toBe(false);
  expect(await focused(page)).toBe("Actions for Team 10");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Delete …" }).click();
  await dialog.getByRole("button", { name: "Delete group" }).click();
  await page.getByText("Team 10 was deleted.").waitFor();
  expect(await stored()).not.toContain("Team 10");
});

test("a form in progress is not sent again, and shows that it is working", async () => {
  const page = await world.open("/groups/create", world.admin);
  await page.getByLabel("Name", { exact: true }).fill("Only once");
  const button = page.getByRole("button", { name: "Create group" });
  const seen = await button.evaluate((element) => {
    // Stands for the browser, which sends what no script has prevented.
    let sent = 0;
    window.addEventListener("submit", (event) => {
      if (!event.defaultPrevented) sent += 1;
      event.preventDefault();
    });
    for (let pressed = 0; pressed < 3; pressed++) (element as HTMLButtonElement).click();
    return { sent, words: element.textContent, busy: element.getAttribute("aria-busy") };
  });
  expect(seen).toEqual({ sent: 1, words: "Saving …", busy: "true" });
});

test("students are divided into groups after a preview", async () => {
  const page = await world.open("/groups/create-many", world.admin);
  await page.getByLabel("Names", { exact: true }).fill("Lab #");
  // Not with fill(), which in Firefox appends to the contents of a number field.
  await page.getByLabel("How many").press("ControlOrMeta+a");
  await page.keyboard.type("2");
  await page.getByLabel("Who", { exact: true }).selectOption("all");
  await page.getByRole("button", { name: "Show who goes where" }).click();
  await page.getByRole("heading", { name: "Lab 2" }).waitFor();
  const shown = await page.getByRole("listitem").filter({ hasText: "Lab 1" }).first().innerText();
  await page.getByRole("button", { name: "Create 2 groups" }).click();
  await page.getByText("2 groups were created.").waitFor();
  const lab = (await listGroups(world.admin.context)).find(({ name }) => name === "Lab 1");
  const names = (await listMembers(world.admin.context, lab!.id)).map(({ name }) => name);
  expect(names).toHaveLength(4);
  for (const name of names.slice(1)) expect(shown).toContain(name);
});

test("going back to a preview or to a form with an error shows the form, and sends nothing again", async () => {
  world.browser.expectTrouble(/status of 422/);
  const before = await stored();
  const page = await world.open("/groups", world.admin);
  await leadOn(page, page.getByRole("link", { name: "Create several" }));
  await page.getByLabel("Names", { exact: true }).fill("Seminar #");
  await leadOn(page, page.getByRole("button", { name: "Show who goes where" }));
  await leadOn(page, page.getByRole("button", { name: "Create 12 groups" }));
  await page.goBack();
  await page.goBack();
  await page.getByRole("heading", { name: "Create several groups" }).waitFor();
  await page.getByLabel("Names", { exact: true }).fill(" ");
  await leadOn(page, page.getByRole("button", { name: "Show who goes where" }));
  await page.getByText("Please check:").waitFor();
  page.once("dialog", (question) => void question.accept());
  await leadOn(page, page.locator("[data-rail]").getByRole("link", { name: "People" }));
  await page.goBack();
  await page.getByRole("heading", { name: "Create several groups" }).waitFor();
  expect(await stored()).toHaveLength(before.length + 12);
});

testWhere(["pages without scripts"], "everything works without scripts", async () => {
  const page = await world.open("/groups/create", world.admin, { javaScript: false });
  await page.getByLabel("Name", { exact: true }).fill("Scriptless");
  await page.getByRole("checkbox", { name: /Ben Auer/ }).check();
  await page.getByLabel("Role of Ben Auer").selectOption("moderator");
  await leadOn(page, page.getByRole("button", { name: "Create group" }));
  expect((await shownOrder(page))[0]).toBe("Scriptless");
  await leadOn(page, page.getByRole("link", { name: "Own order" }));
  expect((await shownOrder(page)).at(-1)).toBe("Scriptless");
  await openMenu(page, "Scriptless");
  await leadOn(page, page.getByRole("button", { name: "Move up" }));
  expect((await shownOrder(page)).at(-2)).toBe("Scriptless");
  expect(await focused(page)).toBe("Move up");
  await leadOn(page, page.getByRole("button", { name: "Undo" }));
  expect((await shownOrder(page)).at(-1)).toBe("Scriptless");
  await openMenu(page, "Scriptless");
  await leadOn(page, page.getByRole("link", { name: "Delete …" }));
  await leadOn(page, page.getByRole("button", { name: "Delete group" }));
  const left = await shownOrder(page);
  expect(left).toContain("Team 1");
  expect(left).not.toContain("Scriptless");
});
