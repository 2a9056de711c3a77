/** The chat as a screen reader finds it: docs/ACCESSIBILITY.md states the order. */
import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { removeMessage, sendMessage } from "#core/messages/messages.ts";
import { chatWorld, scripted, storedRow } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

interface AxNode {
  nodeId: string;
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
  childIds?: string[];
}

const told = new Set([
  "main",
  "heading",
  "button",
  "log",
  "list",
  "listitem",
  "link",
  "textbox",
  "StaticText",
  "code",
]);

/** What Chromium's accessibility tree has below `main`, in order: role and name. */
async function readOut(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send("Accessibility.getFullAXTree")) as { nodes: AxNode[] };
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  const visit = ({ ignored, role, name, childIds = [] }: AxNode) => {
    const words = name?.value.trim();
    const isTold = !ignored && told.has(role?.value ?? "");
    if (isTold) lines.push(words ? `${role!.value} ${words}` : role!.value);
    // A name that was read is not read again.
    if (isTold && ["heading", "button", "link", "textbox"].includes(role!.value)) return;
    for (const id of childIds) if (byId.has(id)) visit(byId.get(id)!);
  };
  visit(nodes.find(({ role }) => role?.value === "main")!);
  return lines.filter((line) => !["StaticText", "listitem", "list"].includes(line));
}

test("a screen reader finds the group's name, its messages in order, and the field to write in", async () => {
  const { prof, mira } = world.people;
  const conversationId = world.groups.second;
  const post = (by: typeof prof, content: string) =>
    sendMessage(by.context, { conversationId, content });
  await post(mira, "Does it end? `i <= j`");
  await post(mira, "I think not.");
  const gone = await post(mira, "Nonsense");
  await removeMessage(prof.context, { conversationId, messageId: gone.id, reason: "Rude" });
  await post(prof, "It does.");
  const page = await world.page("tim", { group: "second" });
  await scripted(page);
  await page.getByText(/\d online/).waitFor();
  const time = (await storedRow(page, "It does.").locator("time").first().textContent())!;
  const lines = await readOut(page);
  expect(lines.map((line) => line.replaceAll(time, "12:00"))).toEqual([
    "main",
    "heading Second",
    "StaticText 3 members · 1 online",
    "button Keep at the top of the list",
    "button Members and details",
    "log Messages in Second",
    "StaticText This is where Second begins.",
    expect.stringMatching(/^StaticText Today, /),
    "StaticText 4 new messages",
    "link Mira",
    "StaticText 12:00",
    "StaticText Does it end?",
    "code",
    "StaticText i <= j",
    "StaticText Mira, 12:00",
    "StaticText I think not.",
    "StaticText Staff removed a message from Mira. Reason: Rude",
    "StaticText 12:00",
    "link Prof. Lind",
    "StaticText Staff",
    "StaticText 12:00",
    "StaticText It does.",
    "textbox Message Second",
    "button Send",
    "StaticText Enter sends, Shift + Enter starts a new line",
  ]);
});

test("the row with the focus is read as author, time and text", async () => {
  const page = await world.page("tim", { group: "second" });
  const session = await page.context().newCDPSession(page);
  const row = storedRow(page, "I think not.");
  await row.focus();
  await row.evaluate((element) => (element.id = "focused-row"));
  const { root } = await session.send("DOM.getDocument");
  const { nodeId } = await session.send("DOM.querySelector", {
    nodeId: root.nodeId,
    selector: "#focused-row",
  });
  const { nodes } = await session.send("Accessibility.getPartialAXTree", {
    nodeId,
    fetchRelatives: false,
  });
  const name = String(nodes[0]?.name?.value);
  expect(name).toMatch(/^Mira, \d\d:\d\d\s*I think not\./);
});
