/** Guests come back with the browser they came in with, and with no other. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { disablePerson } from "#core/people/manage_people.ts";
import { makePerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb, type Visitor } from "#tests/support/web.ts";

const flo = { name: "Flo", email: "flo@uni.example.edu" };

let web: TestWeb;
beforeEach(() => {
  web = testWeb();
});
afterEach(() => web.services.dispose());

async function guest(): Promise<Visitor> {
  const visitor = web.visitor();
  const answer = await visitor.post("/auth/guest", flo);
  expect(answer.headers.get("Location")).toBe("/conversations");
  return visitor;
}

const guests = () => web.services.db.all`select name from users where role = 'guest'`;
const comeBack = (visitor: Visitor) => visitor.post("/auth/guest/return", {});
const isSignedIn = async (visitor: Visitor) => (await visitor.get("/account")).status === 200;

test("no other browser comes back as a guest, with or without a mark", async () => {
  const visitor = await guest();
  const mark = visitor.cookies.get("device")!;
  const stranger = web.visitor();
  expect((await comeBack(stranger)).status).toBe(401);
  stranger.cookies.set("device", `${mark.slice(0, -6)}AAAA%3D`);
  expect((await comeBack(stranger)).status).toBe(401);
  expect(await (await stranger.get("/auth/guest")).text()).not.toContain("Continue as Flo");
  expect(await isSignedIn(stranger)).toBe(false);
});

test("a mark of an account with a password lets nobody in", async () => {
  const visitor = web.visitor();
  await visitor.post("/auth/register", { ...flo, password: "four words of hers" });
  await visitor.post("/auth/logout", {});
  expect(visitor.cookies.has("device")).toBe(true);
  expect((await comeBack(visitor)).status).toBe(401);
});

test("a guest who has signed out comes back with the same browser", async () => {
  const visitor = await guest();
  const page = await (await visitor.get("/auth/logout")).text();
  expect(page).toContain("this browser can come back as you");
  const answer = await visitor.post("/auth/logout", {});
  expect(await (await visitor.follow(answer)).text()).toContain("To come back, choose");
  expect(await isSignedIn(visitor)).toBe(false);
  expect(await (await visitor.get("/auth/guest")).text()).toContain("Continue as Flo");
  expect((await comeBack(visitor)).headers.get("Location")).toBe("/conversations");
  expect(await isSignedIn(visitor)).toBe(true);
  expect(await guests()).toHaveLength(1);
});

test("a guest who signs out for good, or everywhere, does not come back", async () => {
  for (const path of ["/auth/logout?for-good", "/account/devices/all/end"]) {
    const visitor = web.visitor();
    await visitor.post("/auth/guest", { name: "Flo", email: `${path.length}@uni.example.edu` });
    await visitor.post(path, {});
    expect([path, visitor.cookies.has("device")]).toEqual([path, false]);
    expect((await comeBack(visitor)).status).toBe(401);
  }
});

test("a disabled guest does not come back", async () => {
  const visitor = await guest();
  await visitor.post("/auth/logout", {});
  const staff = await makePerson(web.services, { role: "admin" });
  const [row] = await web.services.db.all<{ id: string }>`select id from users where name = 'Flo'`;
  await disablePerson(staff.context, row!.id);
  expect(await (await visitor.get("/auth/guest")).text()).not.toContain("Continue as Flo");
  expect((await comeBack(visitor)).status).toBe(401);
});

test("a guest is told the day on which the access ends", async () => {
  const visitor = await guest();
  const [row] = await web.services.db.all<{ at: string }>`
    select expires_at as "at" from users where name = 'Flo'`;
  for (const path of ["/account", "/auth/logout"]) {
    expect(await (await visitor.get(path)).text()).toContain(`<time datetime="${row!.at}"`);
  }
});
