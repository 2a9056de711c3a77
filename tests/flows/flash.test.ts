/** The message about the previous action on the next page, which nobody else can forge. */
import { afterEach, expect, test } from "bun:test";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb, type TestWebOptions } from "#tests/support/web.ts";
import { flash } from "#web/http/flash.ts";
import type { Route } from "#web/http/route.ts";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const secure = {
  PUBLIC_URL: "https://chat.example.edu",
  WS_URL: "wss://chat.example.edu/ws",
};
const saved = "Your changes have been saved.";

async function start(options: TestWebOptions = {}): Promise<{ web: TestWeb; ada: TestPerson }> {
  const web = testWeb(options);
  ends.push(() => web.services.dispose());
  return { web, ada: await makePerson(web.services) };
}

/** The cookie set after saving the profile, and its complete header line. */
async function leftBy({ web, ada }: { web: TestWeb; ada: TestPerson }) {
  const answer = await web.post("/account", { name: ada.actor.name }, ada);
  expect(answer.status).toBe(303);
  const line = answer.headers.getSetCookie().find((one) => /^(__Host-)?flash=/.test(one)) ?? "";
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  return { line, name, value };
}

async function pageWith({ web, ada }: { web: TestWeb; ada: TestPerson }, cookie: string) {
  const answer = await web.get("/account", { cookie: `${ada.cookie}; ${cookie}` });
  expect(answer.status).toBe(200);
  return answer.text();
}

test("a text that another party has put into the cookie is never shown", async () => {
  const given = await start();
  const canary = "Call this number to keep your account";
  const { value } = await leftBy(given);
  const [text = "", seal = ""] = value.split(".");
  expect(seal).not.toBeEmpty();
  const kept = JSON.parse(Buffer.from(text, "base64url").toString()) as object;
  const forged = Buffer.from(
    JSON.stringify({ ...kept, messages: [{ kind: "success", text: canary }] }),
  ).toString("base64url");
  const asOnce = encodeURIComponent(JSON.stringify([{ kind: "success", text: canary }]));
  for (const odd of [
    `${forged}.${seal}`,
    `${forged}.`,
    forged,
    `${forged}.${"A".repeat(seal.length)}`,
    asOnce,
    encodeURIComponent(asOnce),
    `${text}.${seal.slice(1)}`,
    text,
    ".",
    "",
    "%E0%A4%A",
    `${seal}.${text}`,
  ]) {
    const page = await pageWith(given, `flash=${odd}`);
    expect(page).not.toContain(canary);
    expect(page).not.toContain(saved);
  }
});

test("one installation does not show another one's message", async () => {
  const { value } = await leftBy(await start());
  expect(await pageWith(await start(), `flash=${value}`)).not.toContain(saved);
});

test("under https only this host can set it, like the session cookie", async () => {
  const given = await start({ env: secure });
  const secured = { ...given, ada: { ...given.ada, cookie: `__Host-${given.ada.cookie}` } };
  const { line, name, value } = await leftBy(secured);
  expect(name).toBe("__Host-flash");
  for (const word of ["Path=/", "HttpOnly", "Secure", "SameSite=Lax"]) expect(line).toContain(word);
  expect(line).toContain("Max-Age=60;");
  expect(line).not.toContain("Domain");
  expect(await pageWith(secured, `flash=${value}`)).not.toContain(saved);
  expect(await pageWith(secured, `__Host-flash=${value}`)).toContain(saved);
});

test("the result of an action is shown on the next page, as text, and once", async () => {
  const { web, ada } = await start();
  const visitor = web.visitor({ Cookie: ada.cookie });
  visitor.cookies.set("session", ada.cookie.replace("session=", ""));
  await visitor.post("/account", { name: ada.actor.name });
  expect(await (await visitor.get("/account")).text()).toContain(saved);
  expect(await (await visitor.get("/account")).text()).not.toContain(saved);
});

test("after a minute it is no longer shown", async () => {
  const clock = new FakeClock();
  const given = await start({ clock });
  const { value } = await leftBy(given);
  await clock.advance(59_000);
  expect(await pageWith(given, `flash=${value}`)).toContain(saved);
  await clock.advance(1_000);
  expect(await pageWith(given, `flash=${value}`)).not.toContain(saved);
});

test("of several results the last three are shown, each up to 300 characters", async () => {
  const letters = ["a", "b", "c", "d"];
  const table: Route[] = [
    {
      method: "POST",
      path: "/act",
      policy: "public",
      kind: "page",
      handle(visit) {
        const letter = visit.c.req.query("letter") ?? "";
        flash(visit, "success", letter === "d" ? `${"d".repeat(299)}😀` : letter.repeat(301));
        return visit.c.redirect("/page");
      },
    },
    {
      method: "GET",
      path: "/page",
      policy: "public",
      kind: "page",
      handle: ({ c, flash: messages }) => c.json(messages.map(({ text }) => text)),
    },
  ];
  const { web } = await start({ routes: table });
  const visitor = web.visitor();
  for (const letter of letters) await visitor.post(`/act?letter=${letter}`, {});
  expect(await (await visitor.get("/page")).json()).toEqual([
    "b".repeat(300),
    "c".repeat(300),
    `${"d".repeat(299)}\ufffd`,
  ]);
  expect(await (await visitor.get("/page")).json()).toEqual([]);
});

test("a HEAD leaves it for the page", async () => {
  const { web, ada } = await start();
  const { name, value } = await leftBy({ web, ada });
  const headers = { Cookie: `${ada.cookie}; ${name}=${value}` };
  const answer = await web.request("/account", { method: "HEAD", headers });
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
  const page = await web.request("/account", { headers });
  expect(page.headers.getSetCookie().join()).toMatch(/flash=;.*Max-Age=0/);
});
