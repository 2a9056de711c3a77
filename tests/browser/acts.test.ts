/** Acts on people and members: each asks where it must, and is taken back where it can be. */
import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { getPerson } from "#core/people/people.ts";
import { listMembers } from "#core/groups/members.ts";
import { makePerson } from "#tests/support/people.ts";
import { hardships, testWhere } from "#tests/support/browser.ts";
import { focused, groupsWorld, leadOn, openMenu } from "./groups_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(groupsWorld);

const person = (id: string) => getPerson(world.admin.context, id);

/** Chooses an act in a person's menu, and answers the question with the button of this name. */
async function act(page: Page, name: string, item: string, button: string): Promise<void> {
  await openMenu(page, name);
  await page.getByRole("link", { name: item }).click();
  await leadOn(page, page.getByRole("dialog").getByRole("button", { name: button }));
}

const undo = (page: Page) => leadOn(page, page.getByRole("button", { name: "Undo" }));

describe("a person's menu", () => {
  test("asks before a one-time code, and Cancel changes nothing", async () => {
    const { id } = await makePerson(world.services, { name: "Paula Pass" });
    const page = await world.open("/users", world.admin);
    await openMenu(page, "Paula Pass");
    await page.getByRole("link", { name: "One-time code" }).click();
    const dialog = page.getByRole("dialog", { name: "One-time code for Paula Pass?" });
    await dialog.getByRole("link", { name: "Cancel" }).click();
    expect(await dialog.isVisible()).toBe(false);
    expect(await focused(page)).toBe("Actions for Paula Pass");
    await act(page, "Paula Pass", "One-time code", "Create a code");
    await page.getByRole("heading", { name: "One-time code for Paula Pass" }).waitFor();
    expect((await person(id)).disabledAt).toBeNull();
  });

  test("disables after a question that says what stays, and the notice takes it back", async () => {
    const { id } = await makePerson(world.services, { name: "Dieter Dis" });
    const page = await world.open("/users", world.admin);
    await openMenu(page, "Dieter Dis");
    await page.getByRole("link", { name: "Disable account" }).click();
    await page.getByRole("dialog").getByText("They stay in 0 groups.").waitFor();
    await leadOn(page, page.getByRole("dialog").getByRole("button", { name: "Disable account" }));
    expect((await person(id)).disabledAt).not.toBeNull();
    await undo(page);
    expect((await person(id)).disabledAt).toBeNull();
    await undo(page);
    expect((await person(id)).disabledAt).not.toBeNull();
  });

  test("makes someone staff after a question that says what staff may, and back", async () => {
    const { id } = await makePerson(world.services, { name: "Stefan Staff" });
    const page = await world.open("/users", world.admin);
    await openMenu(page, "Stefan Staff");
    await page.getByRole("link", { name: "Make staff" }).click();
    await page.getByRole("dialog").getByText("Staff see every group and every message.").waitFor();
    expect((await person(id)).role).toBe("user");
    await leadOn(page, page.getByRole("dialog").getByRole("button", { name: "Make staff" }));
    expect((await person(id)).role).toBe("admin");
    await undo(page);
    expect((await person(id)).role).toBe("user");
  });

  test("says before deleting that it is for good, and offers no way back", async () => {
    await makePerson(world.services, { name: "Lola Last" });
    const page = await world.open("/users", world.admin);
    await openMenu(page, "Lola Last");
    await page.getByRole("link", { name: "Delete account" }).click();
    await page.getByRole("dialog").getByText("This cannot be undone.").waitFor();
    await leadOn(page, page.getByRole("dialog").getByRole("button", { name: "Delete account" }));
    await page.getByText("Lola Last was deleted.").waitFor();
    expect(await page.getByRole("button", { name: "Undo" }).count()).toBe(0);
  });

  test("leads to the page of the question when the session has ended", async () => {
    const page = await world.open("/users", world.admin);
    await openMenu(page, "Ada Berg");
    await page.context().clearCookies();
    await page.getByRole("link", { name: "Delete account" }).click();
    await page.waitForURL("**/auth/login**");
  });
});

testWhere(["pages without scripts"], "the same questions are pages without scripts", async () => {
  const { id } = await makePerson(world.services, { name: "Nora Noscript" });
  const page = await world.open("/users", world.admin, { javaScript: false });
  await openMenu(page, "Nora Noscript");
  await leadOn(page, page.getByRole("link", { name: "Disable account" }));
  await page.getByRole("heading", { level: 1, name: "Disable Nora Noscript?" }).waitFor();
  await leadOn(page, page.getByRole("button", { name: "Disable account" }));
  expect((await person(id)).disabledAt).not.toBeNull();
  await undo(page);
  expect((await person(id)).disabledAt).toBeNull();
});

test("a member gets another role or leaves the group, and both can be taken back", async () => {
  const [id = ""] = world.groupIds;
  const role = async () =>
    (await listMembers(world.admin.context, id)).find(({ name }) => name === "Ada Berg")?.role;
  const page = await world.open(`/conversations/${id}`, world.admin);
  await openMenu(page, "Ada Berg");
  await leadOn(page, page.getByRole("button", { name: "Role in the group: Moderator" }));
  expect(await role()).toBe("moderator");
  await undo(page);
  expect(await role()).toBe("member");
  await openMenu(page, "Ada Berg");
  await leadOn(page, page.getByRole("button", { name: "Remove from the group" }));
  expect(await role()).toBeUndefined();
  await undo(page);
  expect(await role()).toBe("member");
});

test("a row's menu is used by keyboard, and closes when the reader turns away", async () => {
  const page = await world.open("/users", world.admin);
  const menu = page.getByLabel("Actions for Ada Berg", { exact: true }).first();
  const isOpen = () => page.locator("details[data-row-menu][open]").count();
  await menu.press("Enter");
  await page.keyboard.press("ArrowDown");
  expect(await focused(page)).toBe("Edit");
  await page.keyboard.press("ArrowUp");
  expect(await focused(page)).toBe("Delete account");
  await page.keyboard.press("Home");
  expect(await focused(page)).toBe("Edit");
  await page.keyboard.press("Escape");
  expect([await isOpen(), await focused(page)]).toEqual([0, "Actions for Ada Berg"]);
  await page.getByLabel("Actions for Ben Auer", { exact: true }).first().press("Enter");
  await menu.click();
  expect(await isOpen()).toBe(1);
  await page.mouse.click(5, 5);
  expect(await isOpen()).toBe(0);
});

describe("leaving a form with changes", () => {
  /** How often the browser asks whether to leave; it stays each time. */
  async function leave(page: Page, go: () => Promise<unknown>): Promise<boolean> {
    let asked = false;
    const stay = (dialog: { type(): string; dismiss(): Promise<void> }) => {
      asked = dialog.type() === "beforeunload";
      void dialog.dismiss();
    };
    page.on("dialog", stay);
    await go().catch(() => {});
    page.off("dialog", stay);
    return asked;
  }
  const elsewhere = (page: Page) => page.goto(world.address("/account"), { waitUntil: "commit" });

  test("asks nothing while nothing has changed, or after a change was taken back", async () => {
    const page = await world.open("/groups/create", world.admin);
    await page.getByLabel("Name", { exact: true }).fill("Half");
    await page.getByLabel("Name", { exact: true }).fill("");
    expect(await leave(page, () => elsewhere(page))).toBe(false);
  });

  test("asks, and stays where the reader was", async () => {
    const page = await world.open("/groups/create", world.admin);
    await page.getByLabel("Name", { exact: true }).click();
    await page.keyboard.type("Half a name");
    expect(await leave(page, () => elsewhere(page))).toBe(true);
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Half a name");
  });

  test("asks when people were chosen by a button, and not for Cancel or for saving", async () => {
    const page = await world.open(`/groups/${world.groupIds[1]}/edit`, world.admin);
    await page.getByRole("button", { name: "Select shown" }).click();
    expect(await leave(page, () => elsewhere(page))).toBe(true);
    expect(await leave(page, () => leadOn(page, page.getByRole("link", { name: "Cancel" })))).toBe(
      false,
    );
    await page.goto(world.address(`/groups/${world.groupIds[1]}/edit`));
    await page.getByRole("button", { name: "Select shown" }).click();
    const save = () => leadOn(page, page.getByRole("button", { name: "Save changes" }));
    expect(await leave(page, save)).toBe(false);
    await page.getByText("Team 2 was saved.").waitFor();
  });
});

test("what is wrong with a form is said at once, with links to the fields", async () => {
  world.browser.expectTrouble(/status of (409|422)/);
  const page = await world.open("/users/create", world.admin);
  await page.locator("form [required]").evaluateAll((fields) => {
    for (const field of fields) field.removeAttribute("required");
  });
  await page.getByLabel("Username").fill("no good");
  await leadOn(page, page.getByRole("button", { name: "Add a person" }));
  const summary = page.getByRole("alert");
  expect(await summary.getByRole("link").allTextContents()).toEqual(["Name", "Username"]);
  expect(await page.evaluate(() => document.activeElement?.hasAttribute("data-errors"))).toBe(true);
  await summary.getByRole("link", { name: "Username" }).click();
  expect(await focused(page)).toBe("Username");
});

test("on a phone, people and the log are cards that show everything, and a menu is a sheet", async () => {
  const page = await world.open("/users", world.admin, { width: 360 });
  const card = page.getByRole("row").filter({ hasText: "Ada Berg" });
  const cells = await card.getByRole("cell").evaluateAll((all) =>
    all.map((cell) => {
      const { left, right, width } = cell.getBoundingClientRect();
      return width > 0 && left >= 0 && right <= window.innerWidth;
    }),
  );
  expect(cells).toEqual([true, true, true, true, true]);
  await openMenu(page, "Ada Berg");
  const sheet = await page.locator("details[open] > ul").boundingBox();
  expect([sheet!.x, sheet!.width, Math.round(sheet!.y + sheet!.height)]).toEqual([0, 360, 740]);
  expect(await hardships(page)).toEqual([]);
  await page.goto(world.address("/audit"));
  const outside = await page
    .locator("#content li, #content input, #content select")
    .evaluateAll((all) => all.filter((cell) => cell.getBoundingClientRect().right > innerWidth));
  expect(outside).toEqual([]);
});
