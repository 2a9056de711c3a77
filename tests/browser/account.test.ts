import { expect, test } from "bun:test";
import { startSession } from "#core/identity/sessions.ts";
import { axe, hardships, testLook } from "#tests/support/browser.ts";
import { makePerson } from "#tests/support/people.ts";
import { peopleWorld } from "./people_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(peopleWorld);

test("the chosen theme and language apply at once, whatever the device prefers", async () => {
  const mira = await makePerson(world.services, { name: "Mira" });
  const page = await world.open("/account", mira, { theme: "light" });
  const background = () =>
    page.evaluate(() => getComputedStyle(document.querySelector("body > div")!).backgroundColor);
  const light = await background();
  await page.getByLabel("Appearance").selectOption({ label: "Dark" });
  await page.getByLabel("Language", { exact: true }).selectOption({ label: "Deutsch" });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { level: 1, name: "Ihr Konto" }).waitFor();
  expect(await background()).not.toBe(light);
  expect(await axe(page)).toEqual([]);
});

test("a device that was signed out has to sign in again", async () => {
  const { ada, services } = world;
  const session = await startSession(services, { userId: ada.id, device: "Chrome on Android" });
  const phone = { ...ada, cookie: `session=${session.token}` };
  const other = await world.open("/account", phone, { width: 360 });
  const page = await world.open("/account", ada);
  await page.getByRole("button", { name: "Sign out: Chrome on Android" }).click();
  await page.getByText("The device has been signed out.").waitFor();
  await other.reload();
  expect(new URL(other.url()).pathname).toBe("/auth/login");
});

test("a guest is offered no password", async () => {
  const page = await world.open("/account", world.guest);
  expect(await page.getByRole("heading", { name: "Password" }).count()).toBe(0);
  expect(await page.getByRole("heading", { name: "Profile" }).count()).toBe(1);
});

testLook(2, "the account page is accessible and fits, with an error", async ({ width, theme }) => {
  const page = await world.open("/account", world.admin, { width, theme });
  await page.getByLabel("Current password").fill("wrong");
  await page.getByLabel("New password").fill("four words of mine");
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByText("The current password is wrong.").waitFor();
  expect(await axe(page)).toEqual([]);
  expect(await hardships(page)).toEqual([]);
});

test("a form is sent once, and can be sent again if its page is still open", async () => {
  const page = await world.open("/account", await makePerson(world.services, { name: "Stay" }));
  await page.clock.install({ time: 0 });
  await page.reload();
  await page.clock.pauseAt(60_000);
  await page.evaluate(() => {
    const asks = (event: Event) => event.preventDefault();
    window.addEventListener("beforeunload", asks);
    const note = ({ defaultPrevented }: Event) =>
      (document.body.dataset["submit"] = defaultPrevented ? "swallowed" : "sent");
    window.addEventListener("submit", note);
  });
  const submit = async () => {
    await page.locator("form[action='/account'] button").click();
    return page.locator("body").getAttribute("data-submit");
  };
  const stay = page.waitForEvent("dialog").then((dialog) => dialog.dismiss());
  expect(await submit()).toBe("sent");
  await stay;
  await page.getByRole("button", { name: "Saving …" }).waitFor();
  await page.clock.runFor(9_000);
  expect(await submit()).toBe("swallowed");
  await page.clock.runFor(1_000);
  await page.getByRole("button", { name: "Save", exact: true }).waitFor();
  const leave = page.waitForEvent("dialog").then((dialog) => dialog.accept());
  await submit();
  await leave;
  await page.getByText("Your changes have been saved.").waitFor();
});
