/** Whose chat this is, the language before signing in, and what is said on the first visit. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { createGroup } from "#core/groups/groups.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

const password = "the right password";
const hash = await hashPassword(password);

let web: TestWeb;
beforeEach(() => {
  web = testWeb();
});
afterEach(() => web.services.dispose());

const pageOf = async (path: string) => (await web.get(path)).text();

describe("an institution", () => {
  let named: TestWeb;
  const folder = mkdtempSync(join(tmpdir(), "logo-"));

  beforeAll(() => {
    const INSTITUTION_LOGO = join(folder, "logo.svg");
    writeFileSync(INSTITUTION_LOGO, '<svg xmlns="http://www.w3.org/2000/svg"/>');
    named = testWeb({
      env: {
        INSTITUTION_NAME: "Example & Sons University",
        INSTITUTION_LOGO,
        IMPRINT_URL: "https://uni.example.edu/imprint",
        PRIVACY_URL: "https://uni.example.edu/privacy",
        ACCESSIBILITY_URL: "https://uni.example.edu/access",
        HELP_CONTACT: "help@uni.example.edu",
      },
    });
  });
  afterAll(() => {
    named.services.dispose();
    rmSync(folder, { recursive: true });
  });

  test("that is not named leaves no gap, and its logo does not exist", async () => {
    const page = await pageOf("/auth/login");
    expect(page).not.toContain("<img");
    expect(page).not.toContain("Imprint");
    expect(page).toContain('href="/about/accessibility"');
    expect((await web.get("/about/logo")).status).toBe(404);
  });

  test("is named on every page before signing in, with whom to ask", async () => {
    for (const path of ["/auth/login", "/auth/register", "/auth/guest"]) {
      expect(await (await named.get(path)).text()).toContain("Example &amp; Sons University");
    }
    const page = await (await named.get("/auth/login")).text();
    expect(page).toContain('href="mailto:help@uni.example.edu"');
  });

  test("is named below the title of the list of groups", async () => {
    const staff = await makePerson(named.services, { role: "admin" });
    const { id } = await createGroup(staff.context, { name: "Lab", description: "", members: [] });
    const page = await (await named.get(`/chat/${id}`, staff)).text();
    expect(page).toMatch(/<h2[^>]*>Chats<\/h2><p[^>]*>Example &amp; Sons University<\/p>/);
  });

  test("links its imprint, privacy and accessibility from every page", async () => {
    const ada = await makePerson(named.services);
    const pages = [
      await named.get("/auth/login"),
      await named.get("/nowhere"),
      await named.get("/about/staff-access"),
      await named.get("/account", ada),
      await named.get("/conversations", ada),
    ];
    for (const answer of pages) {
      const page = await answer.text();
      for (const path of ["imprint", "privacy", "access"]) {
        expect(page).toContain(`href="https://uni.example.edu/${path}"`);
      }
      expect(page).toContain('href="/about/staff-access"');
    }
  });

  test("has a logo that can run nothing, and is kept under its own address", async () => {
    const [address = ""] = /\/about\/logo\?v=\w+/.exec(
      await (await named.get("/auth/login")).text(),
    )!;
    const answer = await named.get(address);
    expect(answer.headers.get("Content-Type")).toBe("image/svg+xml");
    expect(answer.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect(answer.headers.get("Content-Security-Policy")).toContain("sandbox");
    expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(answer.headers.get("Cache-Control")).toContain("immutable");
    const other = await named.get("/about/logo?v=other");
    expect(other.headers.get("Cache-Control")).toBe("no-cache");
  });
});

describe("the language before signing in", () => {
  test("is none but ours, and leads to no other site", async () => {
    const visitor = web.visitor({ "Accept-Language": "en" });
    const answer = await visitor.post("/language", { locale: "xx", next: "//elsewhere.example" });
    expect(answer.headers.get("Location")).toBe("/auth/login");
    expect(visitor.cookies.has("language")).toBe(false);
    visitor.cookies.set("language", "xx");
    expect(await (await visitor.get("/auth/login")).text()).toContain('<html lang="en"');
  });

  test("is chosen and remembered, and the page is shown again", async () => {
    const visitor = web.visitor({ "Accept-Language": "en" });
    const next = "/auth/login?next=%2Fgroups";
    const answer = await visitor.post("/language", { locale: "de", next });
    expect(answer.headers.get("Location")).toBe(next);
    expect(await (await visitor.follow(answer)).text()).toContain('<html lang="de"');
    expect(await (await visitor.get("/auth/register")).text()).toContain('<html lang="de"');
  });

  test("gives way to the account's, and to the browser's when that is chosen", async () => {
    const visitor = web.visitor({ "Accept-Language": "en" });
    const ada = await makePerson(web.services);
    visitor.cookies.set("session", ada.cookie.split("=")[1]!).set("language", "de");
    expect(await (await visitor.get("/account")).text()).toContain('<html lang="de"');
    await visitor.post("/account", { name: "Ada", locale: "en", theme: "" });
    expect(await (await visitor.get("/account")).text()).toContain('<html lang="en"');
    expect(visitor.cookies.get("language")).toBe("de");
    await visitor.post("/account", { name: "Ada", locale: "", theme: "" });
    expect(visitor.cookies.has("language")).toBe(false);
  });
});

describe("what staff can see is said", () => {
  const words = "Before you write";
  let ada: TestPerson;
  beforeEach(async () => {
    ada = await makePerson(web.services, { password: hash });
  });

  const signedIn = async (person: TestPerson) => {
    const visitor = web.visitor();
    const answer = await visitor.post("/auth/login", { email: person.email, password });
    expect(answer.status).toBe(303);
    return visitor;
  };
  const shows = async (visitor: Awaited<ReturnType<typeof signedIn>>, path = "/account") =>
    (await (await visitor.get(path)).text()).includes(words);

  test("in the forms with which people begin", async () => {
    for (const path of ["/auth/register", "/auth/guest"]) {
      expect(await pageOf(path)).toContain("Teaching staff can read every group of their course.");
    }
  });

  test("on the first visit, until it is read, and never again", async () => {
    const visitor = await signedIn(ada);
    expect([await shows(visitor), await shows(visitor, "/conversations")]).toEqual([true, true]);
    const answer = await visitor.post("/about/staff-access/seen", { next: "/account" });
    expect(answer.headers.get("Location")).toBe("/account");
    expect(await shows(visitor)).toBe(false);
    await visitor.post("/auth/logout", {});
    await visitor.post("/auth/login", { email: ada.email, password });
    expect(await shows(visitor)).toBe(false);
  });

  test("to each person at a shared computer", async () => {
    const visitor = await signedIn(ada);
    await visitor.post("/about/staff-access/seen", {});
    const ben = await makePerson(web.services, { password: hash });
    await visitor.post("/auth/login", { email: ben.email, password });
    expect(await shows(visitor)).toBe(true);
  });

  test("neither to staff nor to those who have just registered", async () => {
    const staff = await makePerson(web.services, { role: "admin", password: hash });
    expect(await shows(await signedIn(staff))).toBe(false);
    const visitor = web.visitor();
    const eve = { name: "Eve", email: "eve@uni.example.edu", password: "four words of hers" };
    await visitor.post("/auth/register", eve);
    expect(await shows(visitor)).toBe(false);
  });
});
