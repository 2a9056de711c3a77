/** Staff look into a group, and its members see it: live, by keyboard, and with the reason. */
import { expect } from "bun:test";
import { axe, testLook, widerThanScreen } from "#tests/support/browser.ts";
import { makePerson } from "#tests/support/people.ts";
import { chatWorld, storedRow } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

testLook(1, "a group sees live who looked in, and why", async ({ width, theme }) => {
  const { browser, people, services, groups } = world;
  browser.expectTrouble(/status of (403|422)/);
  await services.db.transaction((tx) => tx.run`update courses set asks_reason = 1`);
  await world.write("team", ["Between ourselves"]);
  const overseer = await makePerson(services, { role: "admin", name: "Hedda Paulsen" });
  const member = await world.page("mira", { width, theme });
  await member.getByRole("button", { name: "Details" }).focus();
  await member.keyboard.press("Enter");
  const pane = member.locator("#details");
  await pane.getByText("Nobody has looked into this group from outside.").waitFor();
  // From the list, staff are asked for a reason first.
  const staff = await world.open("/conversations", overseer, { width, theme });
  await staff.getByRole("link", { name: /Team 1/ }).click();
  await staff.getByRole("heading", { name: "Look into Team 1" }).waitFor();
  expect(await axe(staff)).toEqual([]);
  expect(await widerThanScreen(staff)).toBe(false);
  await staff.keyboard.press("Enter");
  await staff.getByText("Say why you look into this group.").first().waitFor();
  await staff.getByLabel("Reason").fill("To prepare the next lab");
  await staff.keyboard.press("Enter");
  await storedRow(staff, "Between ourselves").waitFor();
  await pane.getByText("Hedda Paulsen").waitFor();
  await pane.getByText("“To prepare the next lab”").waitFor();
  expect(await pane.innerText()).toMatch(/administrator[^]*less than a minute/);
  expect(await axe(member)).toEqual([]);
  for (const path of ["/looks", `/conversations/${groups.team}/looks`, "/about/staff-access"]) {
    const page = await world.open(path, people.mira, { width, theme });
    await page.getByText("Hedda Paulsen").waitFor();
    expect([path, await axe(page), await widerThanScreen(page)]).toEqual([path, [], false]);
  }
});
