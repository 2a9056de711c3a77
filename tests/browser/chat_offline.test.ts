import { describe, expect, test } from "bun:test";
import { axe } from "#tests/support/browser.ts";
import type { Page } from "playwright-core";
import { addMembers, removeFromGroup } from "#core/groups/members.ts";
import {
  chatWorld,
  expectCount,
  hasKept,
  keptOnDisk,
  log,
  reload,
  say,
  storedRow,
  title,
  untilSeen,
} from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

describe("a message written without a connection", () => {
  test("waits, says so, and is sent once when the network is back", async () => {
    const tim = await world.page("tim");
    const mira = await world.page("mira");
    await tim.context().setOffline(true);
    await tim.getByText(/You are offline/).waitFor();
    await say(tim, "From the tunnel");
    await log(tim).getByText("Waiting to be sent").waitFor();
    expect(await world.stored("From the tunnel")).toBe(0);
    await tim.context().setOffline(false);
    await log(mira).getByText("From the tunnel").waitFor();
    await storedRow(tim, "From the tunnel").waitFor();
    await expectCount(log(tim).getByText("Waiting to be sent"), 0);
    await expectCount(tim.getByText(/You are offline/), 0);
    expect(await world.stored("From the tunnel")).toBe(1);
  });

  test("survives a reload, and another tab does not send it too", async () => {
    const tim = await world.page("tim");
    await world.stopRealtime();
    await tim.getByText(/No connection/).waitFor();
    await say(tim, "Before the reload");
    await log(tim).getByText("Waiting to be sent").waitFor();
    await keptOnDisk(tim);
    await tim.reload();
    await log(tim).getByText("Before the reload").waitFor();
    const other = await world.page("tim", { context: tim.context() });
    await other.getByText(/No connection/).waitFor();
    await expectCount(log(other).getByText("Before the reload"), 0);
    await world.startRealtime();
    await storedRow(tim, "Before the reload").waitFor();
    await storedRow(other, "Before the reload").waitFor();
    expect(await world.stored("Before the reload")).toBe(1);
    await expectCount(log(other).getByText("Before the reload"), 1);
  });

  test("is adopted by another tab when its own is closed", async () => {
    const tim = await world.page("tim");
    await world.stopRealtime();
    await tim.getByText(/No connection/).waitFor();
    await say(tim, "Left behind");
    await log(tim).getByText("Waiting to be sent").waitFor();
    await keptOnDisk(tim);
    const other = await world.page("tim", { context: tim.context() });
    await other.getByText(/No connection/).waitFor();
    await expectCount(log(other).getByText("Left behind"), 0);
    await tim.close();
    await log(other).getByText("Left behind").waitFor();
    await world.startRealtime();
    await storedRow(other, "Left behind").waitFor();
    expect(await world.stored("Left behind")).toBe(1);
  });
});

describe("waiting messages are sent in the order in which they were written", () => {
  /** The messages on the page that begin with these words. */
  const shown = async (page: Page, words: string) => {
    const rows = await log(page).getByRole("listitem").filter({ hasText: words }).allInnerTexts();
    return rows.map((row) => new RegExp(`${words} \\d`).exec(row)?.[0]);
  };
  const inOrder = (words: string, count: number) =>
    Array.from({ length: count }, (_, nth) => `${words} ${nth + 1}`);

  test("even if the clock went back between them and their tab is gone", async () => {
    const tim = await world.page("tim");
    await tim.addInitScript(() => {
      const now = performance.now.bind(performance);
      performance.now = () => now() - Number(document.documentElement.dataset["behind"] ?? 0);
    });
    await reload(tim);
    await world.stopRealtime();
    await tim.getByText(/No connection/).waitFor();
    await say(tim, "Back in time 1");
    await log(tim).getByText("Back in time 1").waitFor();
    await tim.evaluate(() => (document.documentElement.dataset["behind"] = "3600000"));
    await say(tim, "Back in time 2");
    await log(tim).getByText("Back in time 2").waitFor();
    await untilSeen(tim, hasKept, 2);
    const other = await world.page("tim", { context: tim.context() });
    await tim.close();
    await log(other).getByText("Back in time 2").waitFor();
    expect(await shown(other, "Back in time")).toEqual(inOrder("Back in time", 2));
    await world.startRealtime();
    await storedRow(other, "Back in time 2").waitFor();
    await storedRow(other, "Back in time 1").waitFor();
    await reload(other);
    expect(await shown(other, "Back in time")).toEqual(inOrder("Back in time", 2));
  });

  test("even if one tab takes over what another wrote between its own", async () => {
    const tim = await world.page("tim");
    await world.stopRealtime();
    const other = await world.page("tim", { context: tim.context() });
    for (const page of [tim, other]) await page.getByText(/No connection/).waitFor();
    const turns = [tim, other, tim, other, tim];
    for (const [nth, page] of turns.entries()) {
      await say(page, `By turns ${nth + 1}`);
      await untilSeen(page, hasKept, nth + 1);
    }
    await other.close();
    // After closing a tab, its user looks at another one.
    await tim.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await log(tim).getByText("By turns 4").waitFor();
    expect(await shown(tim, "By turns")).toEqual(inOrder("By turns", 5));
    await world.startRealtime();
    for (const words of inOrder("By turns", 5)) await storedRow(tim, words).waitFor();
    await reload(tim);
    expect(await shown(tim, "By turns")).toEqual(inOrder("By turns", 5));
  });

  test("first those that an earlier version of the page left behind", async () => {
    const tim = await world.page("tim");
    await world.stopRealtime();
    await tim.getByText(/No connection/).waitFor();
    for (const words of inOrder("Left by old", 3)) await say(tim, words);
    await untilSeen(tim, hasKept, 3);
    await tim.evaluate(() => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const request = indexedDB.open("team-chat");
      request.addEventListener("success", () => {
        const transaction = request.result.transaction("outbox", "readwrite");
        const store = transaction.objectStore("outbox");
        const all = store.getAll();
        all.addEventListener("success", () => {
          for (const { order: _order, ...entry } of all.result as {
            order: number;
            content: string;
          }[])
            store.put(entry.content.endsWith("3") ? { ...entry, order: 1 } : entry);
        });
        transaction.addEventListener("complete", () => {
          request.result.close();
          resolve();
        });
      });
      return promise;
    });
    await tim.reload();
    await log(tim).getByText("Left by old 3").waitFor();
    expect(await shown(tim, "Left by old")).toEqual(inOrder("Left by old", 3));
    await world.startRealtime();
    for (const words of inOrder("Left by old", 3)) await storedRow(tim, words).waitFor();
  });
});

test("a message refused in a group that is not open stays visible", async () => {
  const mira = await world.page("mira");
  await mira.getByRole("link", { name: /Second/ }).click();
  await title(mira, "Second").waitFor();
  await mira.getByText(/online/).waitFor();
  await mira.context().setOffline(true);
  await mira.getByText(/You are offline/).waitFor();
  await say(mira, "Too late for Second");
  await log(mira).getByText("Waiting to be sent").waitFor();
  await mira.goBack();
  await title(mira, "Team 1").waitFor();
  const key = { conversationId: world.groups.second, userId: world.people.mira.id };
  await removeFromGroup(world.people.prof.context, key);
  await mira.context().setOffline(false);
  const stranded = mira.getByRole("list", { name: "Unsent messages" });
  await stranded.getByText("Too late for Second").waitFor();
  await stranded.getByText("You are no longer in this group.").waitFor();
  expect(await axe(mira)).toEqual([]);
  await addMembers(world.people.prof.context, key.conversationId, [{ userId: key.userId }]);
  const entry = mira.getByRole("link", { name: /Second/ });
  await entry.getByText("Not sent").waitFor();
  await expectCount(stranded, 0);
  expect(await axe(mira)).toEqual([]);
  await entry.click();
  await log(mira).getByText("Too late for Second").waitFor();
  await log(mira).getByRole("button", { name: "Delete" }).click();
  await expectCount(mira.getByText("Not sent"), 0);
});

test("a page that slept while the network came back notices when it wakes", async () => {
  const tim = await world.page("tim");
  // A page that sleeps receives no events.
  await tim.addInitScript(() =>
    window.addEventListener("online", (event) => event.stopImmediatePropagation()),
  );
  await tim.reload();
  await tim.getByText("1 online").waitFor();
  await tim.context().setOffline(true);
  await tim.getByText(/You are offline/).waitFor();
  await say(tim, "Before the sleep");
  await tim.context().setOffline(false);
  await tim.waitForFunction(() => navigator.onLine);
  await tim.getByText(/You are offline/).waitFor();
  await tim.evaluate(() =>
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })),
  );
  await expectCount(tim.getByText(/You are offline/), 0);
  await storedRow(tim, "Before the sleep").waitFor();
  expect(await world.stored("Before the sleep")).toBe(1);
});

test("after a restart of the socket server both sides catch up automatically", async () => {
  const tim = await world.page("tim");
  const mira = await world.page("mira");
  await say(mira, "Before the restart");
  await log(tim).getByText("Before the restart").waitFor();
  await world.stopRealtime();
  await tim.getByText(/No connection/).waitFor();
  await world.startRealtime();
  await say(mira, "After the restart");
  await log(tim).getByText("After the restart").waitFor();
  await expectCount(tim.getByText(/No connection/), 0);
  expect(await world.stored("After the restart")).toBe(1);
});

test("a user who is signed out is told why, and is not reconnected", async () => {
  const lea = await world.page("lea", { group: "other" });
  await say(lea, "Still here");
  await world.endSessions("lea");
  await lea.getByText(/You were signed out/).waitFor();
  await lea.getByText(/You can still read/).waitFor();
  const link = lea.getByRole("link", { name: "Sign in again" });
  expect(await link.getAttribute("href")).toContain("/auth/login?next=/chat/");
});
