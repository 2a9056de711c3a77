/** Two courses side by side: the teacher of one sees nothing of the other, and hands theirs over. */
import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { sendMessage } from "#core/messages/messages.ts";
import { enrol, makeCourse, moveToCourse } from "#tests/support/courses.ts";
import { makePerson } from "#tests/support/people.ts";
import { openSocket } from "#tests/support/realtime.ts";
import { chatWorld, expectCount, say, scripted, storedRow } from "./chat_world.ts";
import { openMenu } from "./groups_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

const groupNames = (page: Page) =>
  page
    .locator("[data-group]")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-name") ?? ""));

/** What the browser of this page is answered, with its cookie. */
const statuses = (page: Page, paths: string[]) =>
  page.evaluate(
    (all) => Promise.all(all.map(async (path) => [path, (await fetch(path)).status])),
    paths,
  );

test("a second course has a teacher of its own, who sees nothing of the first", async () => {
  const { services, people, groups } = world;
  world.browser.expectTrouble(/status of 4\d\d/);
  const admin = await world.open("/groups", people.prof);
  await admin.getByRole("link", { name: "Create another course" }).click();
  await admin.getByLabel("Name of your current course").fill("Geology");
  await admin.getByLabel("Name", { exact: true }).fill("Mineralogy");
  for (const box of await admin.getByLabel(/Begin with a group/).all()) await box.uncheck();
  await admin.getByRole("button", { name: "Create course" }).click();
  await admin.getByRole("heading", { level: 1, name: "Mineralogy" }).waitFor();
  const tilda = await makePerson(services, { name: "Tilda Tuff" });
  await admin.getByLabel("Email addresses").fill(tilda.email);
  await admin.getByLabel("Role", { exact: true }).selectOption("Teacher");
  await admin.getByRole("button", { name: "Add", exact: true }).click();
  await admin.getByRole("link", { name: "Tilda Tuff" }).waitFor();

  // Their own course works.
  const page = await world.open("/groups", tilda);
  await page.getByRole("link", { name: "New group" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("Quartz");
  expect(await page.content()).not.toContain("Mira");
  await page.getByRole("button", { name: "Create group" }).click();
  await page.getByText("Quartz was created.").waitFor();
  expect(await groupNames(page)).toEqual(["Quartz"]);
  const quartz = await page.locator("[data-group]").getAttribute("data-group");

  // By page: nothing in any list, and what they have heard of is not found.
  await page.goto(world.address(`/chat/${quartz}`));
  await scripted(page);
  await say(page, "Only for mineralogists");
  await storedRow(page, "Only for mineralogists").waitFor();
  for (const path of ["/conversations", "/log", "/groups"]) {
    await page.goto(world.address(path));
    const text = (await page.locator("body").textContent()) ?? "";
    for (const word of ["Team 1", "Geology", "Mira"]) expect([path, text]).not.toContain(word);
  }
  const mira = people.mira.id;
  const hidden = [
    `/chat/${groups.team}`,
    `/conversations/${groups.team}`,
    `/groups/edit/${groups.team}`,
    "/groups?course=first",
    "/courses/first",
    "/courses/first/edit",
    "/courses/first/roster",
    `/people/${mira}`,
    // By REST.
    "/api/courses/first/people",
    `/api/conversation/${groups.team}`,
    `/api/conversation/${groups.team}/messages`,
    `/api/conversation/${groups.team}/members`,
  ];
  expect(await statuses(page, hidden)).toEqual(hidden.map((path) => [path, 404]));
  const answer = (path: string) => page.evaluate(async (at) => (await fetch(at)).text(), path);
  expect(await answer("/api/conversations")).toContain("Quartz");
  expect(await answer("/api/conversations")).not.toContain("Team 1");
  expect(await answer("/api/courses")).not.toContain("Geology");

  // By socket, which hears what is written in both courses.
  const url = (await page.content()).match(/ws:\/\/[^"&]+/)?.[0] ?? "";
  const headers = { Cookie: tilda.cookie, Origin: new URL(world.address("/")).origin };
  const socket = await openSocket(url, { headers });
  const { payload } = await socket.identify(tilda);
  expect(payload.conversations.map(({ name }) => name)).toEqual(["Quartz"]);
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: groups.team } });
  expect((await socket.next("Refusal")).payload.code).toBe("not_found");
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: quartz! } });
  await socket.next("Opened");
  await sendMessage(people.mira.context, { conversationId: groups.team, content: "Basalt!" });
  await sendMessage(people.prof.context, { conversationId: quartz!, content: "Feldspar!" });
  await socket.next("ChatMessage");
  expect(JSON.stringify(socket.frames)).not.toContain("Basalt!");
  socket.close();

  // Neither does the first course's student see anything of the second.
  const other = await world.open("/conversations", people.mira);
  await expectCount(other.getByText("Quartz"), 0);
  expect(await statuses(other, [`/chat/${quartz}`])).toEqual([[`/chat/${quartz}`, 404]]);
});

test("a teacher hands the course over by keyboard; the next one has it, without a reload", async () => {
  const { services } = world;
  const id = "handed";
  await makeCourse(services, { id });
  const [from, to] = [
    await makePerson(services, { name: "Frida From" }),
    await makePerson(services, { name: "Theo To" }),
  ];
  await enrol(services, { courseId: id, userId: from.id, role: "teacher" });
  await enrol(services, { courseId: id, userId: to.id, role: "tutor" });
  const theirs = await world.open(`/courses/${id}`, to);
  await theirs.getByText("Frida From").waitFor();
  await expectCount(theirs.getByRole("link", { name: "Edit", exact: true }), 0);

  const page = await world.open(`/courses/${id}`, from);
  const menu = page.getByLabel("Actions for Theo To", { exact: true }).first();
  await menu.press("Enter");
  await page.getByRole("link", { name: "Hand the course over …" }).press("Enter");
  const question = page.getByRole("dialog", { name: "Hand the course over to Theo To?" });
  await question.getByText("becomes its teacher in your place").waitFor();
  await page.keyboard.press("Escape");
  await question.waitFor({ state: "hidden" });
  await openMenu(page, "Theo To");
  await page.getByRole("link", { name: "Hand the course over …" }).press("Enter");
  await question.getByRole("button", { name: "Hand over" }).press("Enter");
  await page.getByText("The course was handed over.").waitFor();
  expect(await statuses(page, [`/courses/${id}`])).toEqual([[`/courses/${id}`, 404]]);

  // The new teacher's open page offers what teachers do.
  await theirs.getByRole("link", { name: "Edit", exact: true }).waitFor();
  await expectCount(theirs.getByText("Frida From"), 0);
});

test("an admin sorts the courses by keyboard, and a student's open list follows", async () => {
  const { services, people, groups } = world;
  await makeCourse(services, { id: "sorted" });
  await moveToCourse(services, groups.second, "sorted");
  const theirs = await world.open(`/chat/${groups.team}`, people.mira);
  const sections = theirs.locator("nav summary").filter({ hasText: /Geology|sorted/ });
  await sections.first().filter({ hasText: "Geology" }).waitFor();

  const page = await world.open("/courses", people.prof);
  const saved = page.waitForResponse("**/course-order");
  await page.getByLabel("Actions for sorted", { exact: true }).first().press("Enter");
  await page
    .getByRole("button", { name: "Move to the top" })
    .filter({ visible: true })
    .press("Enter");
  expect((await saved).status()).toBe(204);
  expect((await groupNames(page))[0]).toBe("sorted");
  await sections.first().filter({ hasText: "sorted" }).waitFor();
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await sections.first().filter({ hasText: "Geology" }).waitFor();
});
