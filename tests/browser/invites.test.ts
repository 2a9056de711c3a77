import { expect, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { axe, hardships, widerThanScreen } from "#tests/support/browser.ts";
import { chatWorld } from "./chat_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(chatWorld);

test("people scan an invite, register or sign in, and are in once the open page of the teacher has accepted them", async () => {
  const { password } = world;
  const { prof, lea } = world.people;
  await createGroup(prof.context, { name: "Lecture", description: "" });
  const page = await world.open("/groups", prof);
  await page.getByRole("link", { name: "Invite links" }).click();
  await page.getByRole("link", { name: "New link" }).click();
  await page.getByLabel("Name", { exact: true }).fill("First lecture");
  await page.getByLabel("Group", { exact: true }).selectOption("Lecture");
  await page.getByLabel("I approve everyone").check();
  await page.getByRole("button", { name: "Make link" }).click();
  await page.getByRole("img", { name: "QR code of the link" }).waitFor();
  expect([await axe(page), await hardships(page)]).toEqual([[], []]);
  const link = (await page.locator("#link").textContent()) ?? "";
  await page.getByRole("link", { name: "Show on the projector" }).click();
  await page.getByText("0 of 300 have joined").waitFor();
  const code = (await page.getByText(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/).textContent()) ?? "";

  // A phone opens what the QR code says. No request names the secret.
  const phone = await world.open("/auth/login", undefined, { width: 360, theme: "dark" });
  const asked: string[] = [];
  phone.on("request", (request) => asked.push(request.url()));
  await phone.goto(link);
  await phone.getByText("Prof. Lind invites you as a student.").waitFor();
  const secret = new URL(link).hash.slice(1);
  const sent = asked.map((address) => address.replace(/#.*/, ""));
  expect(sent.filter((address) => address.includes(secret))).toEqual([]);
  expect([await axe(phone), await hardships(phone)]).toEqual([[], []]);
  await phone.getByLabel("Your name").fill("Emre Demir");
  await phone.getByLabel("Email address").fill("e.demir@stud.example.edu");
  await phone.getByLabel("New password").fill("four words of Emre");
  await phone.getByRole("button", { name: "Create account and ask to join" }).click();
  await phone.getByRole("heading", { level: 1, name: "Your request is waiting" }).waitFor();
  await page.getByText("1 of 300 have joined").waitFor();
  await page.getByRole("link", { name: "Close" }).click();
  await page.getByRole("link", { name: "Invite links" }).first().click();
  await page.getByRole("heading", { name: "Waiting for approval 1" }).waitFor();

  // By keyboard, with the code: who has to sign in first comes back to the invite.
  const desk = await world.open("/join");
  await desk.keyboard.type(code.toLowerCase());
  await desk.keyboard.press("Enter");
  await desk.getByText("Prof. Lind invites you as a student.").waitFor();
  await desk.getByRole("link", { name: "Sign in", exact: true }).click();
  await desk.getByLabel("Email address or username").fill(lea.email);
  await desk.getByLabel("Password", { exact: true }).fill(password);
  await desk.keyboard.press("Enter");
  await desk.getByText("You are signed in as Lea.").waitFor();
  await desk.getByRole("button", { name: "Ask to join" }).click();
  await desk.getByRole("heading", { level: 1, name: "Your request is waiting" }).waitFor();

  await page.getByRole("heading", { name: "Waiting for approval 2" }).waitFor();
  expect([await axe(page), await widerThanScreen(page)]).toEqual([[], false]);
  await page.getByRole("button", { name: "Accept 2" }).click();
  await page.getByText("2 people are in.").waitFor();
  for (const theirs of [phone, desk]) {
    await theirs.getByRole("heading", { level: 1, name: "You are in" }).waitFor();
    await theirs.getByRole("link", { name: "Open chats" }).click();
    await theirs
      .getByRole("link", { name: /Lecture/ })
      .first()
      .waitFor();
  }
});
