import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { axe } from "#tests/support/browser.ts";
import { peopleWorld } from "./people_world.ts";
import { inWorld } from "./pages_world.ts";

const world = inWorld(peopleWorld);
const heading = (page: Page) => page.getByRole("heading", { level: 1 }).textContent();

test("the keyboard alone is enough to sign in, and again after a wrong password", async () => {
  const page = await world.open("/account");
  await page.locator("#email:focus").waitFor();
  await page.keyboard.type(world.ada.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type("not this one");
  await page.keyboard.press("Enter");
  expect(await page.getByRole("alert").textContent()).toBe("The address or password is wrong.");
  expect(await page.getByLabel("Email address").inputValue()).toBe(world.ada.email);
  await page.locator("#password:focus").waitFor();
  await page.keyboard.type(world.password);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/account");
  expect(await heading(page)).toBe("Your account");
});

test("the password can be shown, and is sent hidden", async () => {
  const page = await world.open("/auth/login");
  const field = page.getByLabel("Password", { exact: true });
  const show = page.getByRole("button", { name: "Show password" });
  expect(await field.getAttribute("type")).toBe("password");
  await show.click();
  expect(await field.getAttribute("type")).toBe("text");
  expect(await show.getAttribute("aria-pressed")).toBe("true");
  await show.click();
  expect(await field.getAttribute("type")).toBe("password");
  await show.click();
  const sentAs = await field.evaluate((input) => {
    const { form } = input as HTMLInputElement;
    form!.addEventListener("submit", (event) => event.preventDefault());
    form!.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
    return input.getAttribute("type");
  });
  expect(sentAs).toBe("password");
});

test("an address with umlauts registers and signs in, like every valid address", async () => {
  const email = "jörg.müller@uni.example.edu";
  const password = "four words of mine";
  const registering = await world.open("/auth/register");
  await registering.getByLabel("Your name").fill("Jörg Müller");
  await registering.getByLabel("Email address").fill(email);
  await registering.getByLabel("Password", { exact: true }).fill(password);
  await registering.getByRole("button", { name: "Create account" }).click();
  await registering.waitForURL("**/conversations");
  const page = await world.open("/auth/login");
  await page.getByLabel("Email address").fill(email.toUpperCase());
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/conversations");
});

test("registering, signing out and signing in work without scripts", async () => {
  const page = await world.open("/auth/register", undefined, { javaScript: false });
  expect(await page.getByRole("button", { name: "Show password" }).isVisible()).toBe(false);
  await page.getByLabel("Your name").fill("Mira Sol");
  await page.getByLabel("Email address").fill("mira@uni.example.edu");
  await page.getByLabel("Password", { exact: true }).fill("four words of mine");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("**/conversations");
  await page.getByText("Welcome, Mira Sol.").waitFor();
  await page.locator("[data-rail] summary").click();
  await page.getByRole("button", { name: "Sign out" }).filter({ visible: true }).click();
  await page.waitForURL("**/auth/login");
  await page.getByLabel("Email address").fill("mira@uni.example.edu");
  await page.getByLabel("Password", { exact: true }).fill("four words of mine");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/conversations");
});

test("the button stays in place when the scripts arrive", async () => {
  const page = await world.open("/auth/login");
  const arrived = await page.getByRole("button", { name: "Sign in" }).boundingBox();
  await page.route("**/*.js", (route) => route.abort());
  world.browser.expectTrouble(/net::ERR_FAILED|NS_ERROR/);
  await page.reload();
  expect(await page.getByRole("button", { name: "Show password" }).isVisible()).toBe(false);
  expect(await page.getByRole("button", { name: "Sign in" }).boundingBox()).toEqual(arrived);
});

test("a guest is told what signing out ends before it does", async () => {
  const page = await world.open("/account", world.guest, { javaScript: false });
  await page.locator("[data-rail] summary").click();
  const signOut = page.getByRole("button", { name: "Sign out", exact: true });
  await signOut.filter({ visible: true }).click();
  await page.getByText("this browser can come back as you").waitFor();
  await page.goBack();
  expect(await heading(page)).toBe("Your account");
});

test("a guest joins from the sign-in page", async () => {
  const page = await world.open("/auth/login", undefined, { width: 360 });
  await page.getByRole("link", { name: "Continue as guest" }).click();
  await page.getByLabel("Your name").fill("Visiting Guest");
  await page.getByLabel("Email address").fill("visitor@else.example.org");
  await page.getByRole("button", { name: "Continue as guest" }).click();
  await page.waitForURL("**/conversations");
});

test("browsers and password managers are told what each field is", async () => {
  const told = async (path: string) => {
    const page = await world.open(path);
    return page
      .locator("form input:not([type=hidden])")
      .evaluateAll((inputs) => inputs.map((input) => input.getAttribute("autocomplete")));
  };
  expect(await told("/auth/login")).toEqual(["username", "current-password"]);
  expect(await told("/auth/register")).toEqual(["name", "username", "new-password"]);
  expect(await told("/auth/guest")).toEqual(["name", "email"]);
});

test("an error is shown beside its field, for screen readers too", async () => {
  const page = await world.open("/auth/register");
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("Email address").fill("ada@localhost");
  await page.getByLabel("Password", { exact: true }).fill("four words of mine");
  await page.getByRole("button", { name: "Create account" }).click();
  const field = page.getByRole("textbox", {
    name: "Email address",
    description: /does not look like/,
  });
  await field.waitFor();
  expect(await field.getAttribute("aria-invalid")).toBe("true");
  expect(await axe(page)).toEqual([]);
});

test("the language is chosen before signing in, without scripts, and stays", async () => {
  const page = await world.open("/auth/login?next=/account", undefined, { javaScript: false });
  await page.getByRole("button", { name: "Deutsch" }).click();
  expect(await heading(page)).toBe("Anmelden");
  expect(page.url()).toEndWith("/auth/login?next=%2Faccount");
  await page.goto(world.address("/auth/register"));
  expect(await heading(page)).toBe("Konto anlegen");
  await page.getByRole("button", { name: "English" }).click();
  expect(await heading(page)).toBe("Create an account");
});

test("on the first visit people are told who reads, once, without scripts", async () => {
  const page = await world.open("/auth/login?next=/account", undefined, { javaScript: false });
  const signIn = async () => {
    await page.getByLabel("Email address").fill(world.ada.email);
    await page.getByLabel("Password", { exact: true }).fill(world.password);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  await signIn();
  const words = page.getByRole("region", { name: "Before you write" });
  await words.waitFor();
  await words.getByRole("link", { name: "What staff can see here" }).click();
  expect(await heading(page)).toBe("What staff can see here");
  await page.getByRole("button", { name: "Got it" }).click();
  expect(await words.count()).toBe(0);
  await page.goto(world.address("/auth/logout"));
  await page.getByRole("button", { name: "Sign out" }).filter({ visible: true }).click();
  await signIn();
  await page.waitForURL("**/conversations");
  expect(await words.count()).toBe(0);
});
