import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { issueCode, redeemCode } from "#core/identity/codes.ts";
import { disablePerson, removePerson } from "#core/people/manage_people.ts";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { endSession } from "#core/identity/sessions.ts";
import { signToken } from "#core/identity/tokens.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

const password = "the right password";
let web: TestWeb;
let ada: TestPerson;
let admin: TestPerson;
let refresh: string;
beforeAll(async () => {
  web = testWeb();
  ada = await makePerson(web.services, { name: "Ada", password: await hashPassword(password) });
  admin = await makePerson(web.services, { role: "admin" });
  refresh = await tokenOf(ada, "refresh");
});
afterAll(() => web.services.dispose());

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const check = (token: string) => web.get("/auth/check", undefined, bearer(token));
const refreshed = (token: string) =>
  web.request("/auth/refresh", { method: "POST", headers: bearer(token) });

function tokenOf(person: TestPerson, use: "access" | "refresh"): Promise<string> {
  const { id: userId, username, actor } = person;
  return signToken(web.services, { userId, username, sessionId: actor.sessionId }, use);
}

interface Parts {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

function partsOf(token: string): Parts {
  const [header = "", claims = ""] = token.split(".");
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
  return { header: read(header), claims: read(claims) };
}

interface Signing {
  key?: Uint8Array;
  hash?: "sha256" | "sha384" | "sha512";
}

/** A token with these changes, signed with our own key unless another is given. */
function forged(change: Partial<Parts>, { key, hash = "sha256" }: Signing = {}): string {
  const { header, claims } = partsOf(ada.token);
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const signed = `${encode({ ...header, ...change.header })}.${encode({ ...claims, ...change.claims })}`;
  const signer = new Bun.CryptoHasher(hash, key ?? web.services.secrets.jwtKey);
  return `${signed}.${signer.update(signed).digest("base64url")}`;
}

const unsigned = (alg: string) =>
  `${forged({ header: { alg } }).split(".").slice(0, 2).join(".")}.`;
const now = () => Math.floor(web.services.clock.now() / 1000);
const otherKey = new TextEncoder().encode("k".repeat(43));

/** Each has been a vulnerability somewhere. */
const badTokens: Record<string, () => string> = {
  "none at all": () => "",
  "the word null": () => "null",
  "something that is no token": () => "abc",
  "three empty parts": () => "..",
  "alg none": () => unsigned("none"),
  "alg None": () => unsigned("None"),
  "alg nOnE": () => unsigned("nOnE"),
  "alg none with a good signature": () => forged({ header: { alg: "none" } }),
  "no alg": () => forged({ header: { alg: undefined } }),
  "alg HS384, signed so": () => forged({ header: { alg: "HS384" } }, { hash: "sha384" }),
  "alg HS512, signed so": () => forged({ header: { alg: "HS512" } }, { hash: "sha512" }),
  "alg RS256": () => forged({ header: { alg: "RS256" } }),
  "alg ES256": () => forged({ header: { alg: "ES256" } }),
  "another key": () => forged({}, { key: otherKey }),
  "an empty key": () => forged({}, { key: new Uint8Array(1) }),
  "a key it brings itself": () =>
    forged(
      { header: { jwk: { kty: "oct", k: Buffer.from(otherKey).toString("base64url") } } },
      { key: otherKey },
    ),
  "a key behind an address": () =>
    forged({ header: { jku: "https://evil.example/keys" } }, { key: otherKey }),
  "a kid that is a path": () => forged({ header: { kid: "../../dev/null" } }, { key: otherKey }),
  "a kid that is SQL": () => forged({ header: { kid: "' union select 'k" } }, { key: otherKey }),
  "an unknown critical extension": () => forged({ header: { crit: ["exp"], exp: 1 } }),
  "an expiry that is over": () => forged({ claims: { exp: now() - 1 } }),
  "no expiry": () => forged({ claims: { exp: undefined } }),
  "an expiry that is text": () => forged({ claims: { exp: "never" } }),
  "a start in the future": () => forged({ claims: { nbf: now() + 3_600 } }),
  "a time of issue in the future": () => forged({ claims: { iat: now() + 630 } }),
  "a time of issue after its expiry": () => forged({ claims: { iat: now() + 10 ** 9 } }),
  "a time of issue that is text": () => forged({ claims: { iat: "now" } }),
  "no time of issue": () => forged({ claims: { iat: undefined } }),
  "another issuer": () => forged({ claims: { iss: "evil" } }),
  "no issuer": () => forged({ claims: { iss: undefined } }),
  "no subject": () => forged({ claims: { sub: undefined } }),
  "another subject": () => forged({ claims: { sub: admin.id } }),
  "no session": () => forged({ claims: { sid: undefined } }),
  "an empty session": () => forged({ claims: { sid: "" } }),
  "another's session": () => forged({ claims: { sid: admin.actor.sessionId } }),
  "a session that is not text": () => forged({ claims: { sid: [ada.actor.sessionId] } }),
  "no use": () => forged({ claims: { use: undefined } }),
  "a use that there is not": () => forged({ claims: { use: "admin" } }),
  "the refresh token": () => refresh,
  "a cut-off signature": () => ada.token.slice(0, -1),
  "no signature": () => ada.token.slice(0, ada.token.lastIndexOf(".") + 1),
  "a changed letter": () => ada.token.replace(/.{5}$/, "AAAAA"),
  "a letter more": () => `${ada.token}A`,
  "a part more": () => `${ada.token}.${ada.token}`,
  padding: () => `${ada.token}==`,
  "a megabyte": () => "a.".repeat(100_000),
  "the session's own cookie": () => ada.cookie.split("=")[1] ?? "",
};

describe("a token is refused if it has", () => {
  test("(while a good one is accepted)", async () => {
    expect(partsOf(ada.token).header["alg"]).toBe("HS256");
    expect((await check(ada.token)).status).toBe(200);
    expect((await check(forged({}))).status).toBe(200);
    // A clock that was set back a little does not sign anyone out.
    expect((await check(forged({ claims: { iat: now() + 570 } }))).status).toBe(200);
  });

  for (const [title, make] of Object.entries(badTokens)) {
    test(title, async () => {
      for (const path of ["/auth/check", "/api/me"]) {
        // A good cookie beside it does not help: with a token, only the token counts.
        const answer = await web.get(path, ada, bearer(make()));
        expect(answer.status).toBe(401);
        expect(await answer.json()).toMatchObject({
          message: expect.any(String),
          msg: expect.any(String),
        });
      }
    });
  }
});

describe("tokens end at once when", () => {
  async function both(end: (person: TestPerson) => Promise<unknown>): Promise<void> {
    const person = await makePerson(web.services, { password: "any" });
    const refreshToken = await tokenOf(person, "refresh");
    expect((await check(person.token)).status).toBe(200);
    expect((await refreshed(refreshToken)).status).toBe(200);
    await end(person);
    expect((await check(person.token)).status).toBe(401);
    expect((await web.get("/api/me", undefined, bearer(person.token))).status).toBe(401);
    expect((await refreshed(refreshToken)).status).toBe(401);
  }

  test("the session is signed out", () =>
    both((person) => endSession(person.context, person.actor.sessionId)));
  test("the account is disabled", () => both((person) => disablePerson(admin.context, person.id)));
  test("the account is deleted", () => both((person) => removePerson(admin.context, person.id)));
  test("a one-time code is used", () =>
    both(async (person) => {
      const { code } = await issueCode(admin.context, person.id);
      await redeemCode(web.services, { code, password: "another good one", address: "x" });
    }));
  test("the user signs out everywhere", () =>
    both((person) => web.post("/account/devices/all/end", {}, person)));
});

describe("a live session opens nothing once its account is gone", () => {
  const states: Record<string, (id: string) => Promise<unknown>> = {
    disabled: (id) =>
      web.services.db.transaction(
        (tx) => tx.run`update users set disabled_at = created_at where id = ${id}`,
      ),
    deleted: (id) =>
      web.services.db.transaction(
        (tx) => tx.run`update users set deleted_at = created_at where id = ${id}`,
      ),
    expired: (id) =>
      web.services.db.transaction(
        (tx) => tx.run`update users set expires_at = created_at where id = ${id}`,
      ),
  };
  for (const [state, bring] of Object.entries(states)) {
    test(state, async () => {
      const person = await makePerson(web.services);
      expect((await web.get("/account", person)).status).toBe(200);
      expect((await check(person.token)).status).toBe(200);
      await bring(person.id);
      expect((await web.get("/account", person)).status).toBe(302);
      expect((await check(person.token)).status).toBe(401);
    });
  }
});

describe("asking for tokens refuses", () => {
  const wrong: [string, unknown][] = [
    ["a wrong password", { email: "", password: "wrong" }],
    ["an unknown address", { email: "eve@uni.example.edu", password }],
    ["no password", { email: "ada" }],
    ["no address", { password }],
    ["nothing", {}],
    ["a list", [1]],
    ["null", null],
    ["numbers", { email: 1, password: 2 }],
    ["a number for the address", { email: 1, password }],
    ["an object for the password", { email: "ada", password: { $ne: null } }],
  ];
  for (const [title, body] of wrong) {
    test(title, async () => {
      const answer = await web.postJson("/auth/token", body);
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({
        message: expect.any(String),
        msg: expect.any(String),
      });
      expect(answer.headers.getSetCookie()).toEqual([]);
    });
  }

  test("a form, as another site could send one", async () => {
    const form = { email: ada.email, password };
    const answer = await web.post("/auth/token", form, undefined, {
      Origin: "https://evil.example",
    });
    expect(answer.status).toBe(401);
    const text = JSON.stringify(form);
    for (const type of ["text/plain", "text/plain; application/json", ""]) {
      const headers = { "Content-Type": type };
      const plain = await web.request("/auth/token", { method: "POST", headers, body: text });
      expect(plain.status).toBe(401);
    }
  });
});

test("address and password give two tokens with the original's claims, and the session cookie", async () => {
  const answer = await web.postJson("/auth/token", { email: ada.email, password });
  expect(answer.status).toBe(200);
  const tokens = (await answer.json()) as { access_token: string; refresh_token: string };
  expect(Object.keys(tokens)).toEqual(["access_token", "refresh_token"]);
  for (const token of Object.values(tokens)) {
    expect(partsOf(token).claims).toMatchObject({ user_id: ada.id, username: ada.username });
  }
  const [cookie = ""] =
    answer.headers
      .getSetCookie()
      .join()
      .match(/session=[^;]+/) ?? [];
  expect((await web.get("/account", { cookie })).status).toBe(200);
  const checked = await check(tokens.access_token);
  expect(await checked.json()).toMatchObject({
    authenticated: true,
    user: ada.id,
    account: { id: ada.id, username: ada.username, role: "user" },
    message: expect.any(String),
  });
  const next = await refreshed(tokens.refresh_token);
  const { access_token: renewed } = (await next.json()) as { access_token: string };
  expect((await check(renewed)).status).toBe(200);
});

test("an access token refreshes nothing, and neither does a cookie", async () => {
  expect((await refreshed(ada.token)).status).toBe(401);
  const headers = { Cookie: ada.cookie, Origin: web.origin };
  expect((await web.request("/auth/refresh", { method: "POST", headers })).status).toBe(401);
});

test("a listed origin may use tokens, never cookies; other origins get nothing", async () => {
  const listed = "https://app.example.edu";
  const open = testWeb({ config: { corsOrigins: [listed] } });
  const ask = (origin: string, method: string) =>
    open.request("/api/me", {
      method,
      headers: { Origin: origin, "Access-Control-Request-Method": "GET" },
    });
  for (const method of ["OPTIONS", "GET"]) {
    const answer = await ask(listed, method);
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe(listed);
    expect(answer.headers.get("Access-Control-Allow-Credentials")).toBeNull();
    for (const origin of ["https://evil.example", "null", `${listed}.evil.example`]) {
      const refused = await ask(origin, method);
      expect(refused.headers.get("Access-Control-Allow-Origin")).toBeNull();
    }
  }
  open.services.dispose();
});
