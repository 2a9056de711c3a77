/** Chat in two browsers that different machines serve, behind the balancer of deploy/. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { emptyDatabase } from "#tests/postgres/empty_database.ts";
import { type BalancedChat, startBalancedChat } from "#tests/support/balanced_chat.ts";
import { openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { testMs } from "#tests/support/patience.ts";
import type { TestPerson } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import { expectCount, log, say, scripted, storedRow } from "./chat_world.ts";
import { cutOff } from "./pages_world.ts";
import { signIn } from "./pages_world.ts";

setDefaultTimeout(testMs);

let chat: BalancedChat;
let browser: TestBrowser;
beforeAll(async () => {
  chat = await startBalancedChat(await emptyDatabase());
  browser = openBrowser();
  browser.expectTrouble(cutOff);
});
afterAll(async () => {
  await browser.close();
  await chat.stop();
});

async function open(person: TestPerson, group: string): Promise<Page> {
  const page = await browser.newPage({ anyCertificate: true });
  await signIn(page, person, chat.webUrl);
  await page.goto(`${chat.webUrl}/chat/${group}`);
  await scripted(page);
  return page;
}

test("two browsers on different machines chat live, and go on when the machine of one is killed", async () => {
  const [staff, mira, tim] = await Promise.all([
    chat.person({ role: "admin" }),
    chat.person({ name: "Mira" }),
    chat.person({ name: "Tim" }),
  ]);
  const group = await makeGroup(staff.context, [mira, tim]);
  const mirasPage = await open(mira, group);
  await mirasPage.getByText("1 online").waitFor();
  const mirasMachine = (await chat.sockets()).indexOf(1);
  const timsPage = await open(tim, group);
  for (const page of [mirasPage, timsPage]) await page.getByText("2 online").waitFor();
  expect((await chat.sockets()).toSorted()).toEqual([0, 1, 1]);

  await say(mirasPage, "Are you there?");
  await log(timsPage).getByText("Are you there?").waitFor();
  await say(timsPage, "On another machine");
  await log(mirasPage).getByText("On another machine").waitFor();

  await chat.kill(mirasMachine);
  await say(mirasPage, "Mine is gone");
  await storedRow(mirasPage, "Mine is gone").waitFor();
  await log(timsPage).getByText("Mine is gone").waitFor();
  await say(timsPage, "And back");
  await log(mirasPage).getByText("And back").waitFor();
  const texts = ["Are you there?", "On another machine", "Mine is gone", "And back"];
  for (const page of [mirasPage, timsPage]) {
    for (const text of texts) await expectCount(log(page).getByText(text, { exact: true }), 1);
  }
});
