import { expect, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { endPasses } from "#core/invites/pass_ends.ts";
import { axe, hardships } from "#tests/support/browser.ts";
import { makeInvite } from "../flows/invites_support.ts";
import { chatWorld, expectCount } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

test("a guest with a pass writes until it ends, and another one stays as a student", async () => {
  const { prof } = world.people;
  const { services } = world;
  const { id } = await createGroup(prof.context, { name: "Questions", description: "" });
  const page = await world.open("/courses/first/invites/create", prof);
  await page.getByLabel("Guest", { exact: true }).check();
  await page.getByLabel("Group", { exact: true }).selectOption("Questions");
  const end = await page.evaluate(() => {
    const later = new Date(Date.now() + 3_600_000 - new Date().getTimezoneOffset() * 60_000);
    return later.toISOString().slice(0, 16);
  });
  await page.getByLabel("Or ends at").fill(end);
  await page.getByRole("button", { name: "Make link" }).click();
  const link = (await page.locator("#link").textContent()) ?? "";
  await page.goto(world.address(`/chat/${id}`));

  const enter = async (name: string) => {
    const guest = await world.open("/auth/login", undefined, { width: 360, theme: "dark" });
    await guest.goto(link);
    await guest.getByText("You need no account.").waitFor();
    expect([await axe(guest), await hardships(guest)]).toEqual([[], []]);
    await guest.getByLabel("Your name").fill(name);
    await guest.getByRole("button", { name: "Join as a guest" }).click();
    await guest.getByRole("textbox", { name: "Message" }).fill(`Greetings from ${name}`);
    await guest.getByRole("button", { name: "Send" }).click();
    await page.getByText(`Greetings from ${name}`, { exact: true }).waitFor();
    return guest;
  };
  const max = await enter("Max Lindner");
  await page.getByText("with guests").waitFor();
  const nele = await enter("Nele Stern");

  // One becomes a student before the end.
  const invite = await makeInvite(prof, { title: "Students" });
  await nele.goto(world.address(`/join#${invite.link}`));
  await nele.getByText("You are here as the guest Nele Stern.").waitFor();
  expect([await axe(nele), await hardships(nele)]).toEqual([[], []]);
  await nele.getByLabel("Email address").fill("nele@stud.example.edu");
  await nele.getByLabel("New password").fill("four words of Nele");
  await nele.getByRole("button", { name: "Create account and join" }).click();
  await nele.getByText("You are in").first().waitFor();

  const over = new Date(services.clock.now() - 60_000).toISOString();
  await services.db.transaction(async (tx) => {
    await tx.run`update invites set expires_at = ${over} where role = 'guest'`;
    await tx.run`update users set expires_at = ${over} where role = 'guest'`;
  });
  await max.getByText("Your time as a guest is over.").waitFor();
  expect(await max.getByText("Greetings from Max Lindner", { exact: true }).isVisible()).toBe(true);
  await endPasses(services);
  await expectCount(page.getByText("with guests"), 0);
  for (const name of ["Max Lindner", "Nele Stern"]) {
    await page.getByText(`Greetings from ${name}`, { exact: true }).waitFor();
  }
  await nele.goto(world.address(`/chat/${id}`));
  await nele.getByRole("textbox", { name: "Message" }).waitFor();
});
