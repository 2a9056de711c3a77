/** The icons of the product: in the tab, and on the home screen. */
import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { createGroup } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { makePerson } from "#tests/support/people.ts";
import { chatWorld, title } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

const icon = (page: Page, which: string) =>
  page.locator(`link[rel='icon']${which}`).waitFor({ state: "attached" });
const withDot = "[href*='favicon-unread-']";
const plain = `:not(${withDot})`;

test("the icon of the tab has a dot while a message is unread, and loses it when it is read", async () => {
  const { prof, tim } = world.people;
  const eve = await makePerson(world.services, { name: "Eve" });
  const members = [{ userId: eve.id }, { userId: tim.id }];
  const make = (name: string) => createGroup(prof.context, { name, description: "", members });
  const [read, unread] = [await make("Read before"), await make("Unread later")];
  const page = await world.open(`/chat/${read.id}`, eve);
  await title(page, "Read before").waitFor();
  await page.getByRole("link", { name: /Unread later/ }).waitFor();
  await icon(page, plain);
  await sendMessage(tim.context, { conversationId: unread.id, content: "Are you there?" });
  await icon(page, withDot);
  await page.getByRole("link", { name: /Unread later/ }).click();
  await title(page, "Unread later").waitFor();
  await icon(page, plain);
});

test("every icon and the manifest of the home screen can be loaded, before signing in as well", async () => {
  const page = await world.open("/auth/login");
  const hrefs = await page
    .locator("link[rel='icon'], link[rel='apple-touch-icon'], link[rel='manifest']")
    .evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href));
  expect(hrefs).toHaveLength(3);
  const types = await Promise.all(
    hrefs.map(async (href) => (await page.request.get(href)).headers()["content-type"]),
  );
  expect(types).toEqual(["image/svg+xml", "image/png", "application/manifest+json"]);
  const manifest = (await (await page.request.get(hrefs[2]!)).json()) as {
    icons: { src: string }[];
  };
  for (const { src } of manifest.icons) {
    expect((await page.request.get(world.address(src))).status()).toBe(200);
  }
});
