import { afterAll, beforeAll, expect, test } from "bun:test";
import { endAllSessions } from "#core/identity/sessions.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { arrivalOf, authenticateUpgrade, type Upgrade } from "./authentication.ts";

let services: TestServices;
let ada: TestPerson;
let bob: TestPerson;
let ended: TestPerson;
const foreign = { Origin: "https://evil.example" };

beforeAll(async () => {
  services = testServices();
  ada = await makePerson(services);
  bob = await makePerson(services);
  ended = await makePerson(services);
  await endAllSessions(ended.context, { keepCurrent: false });
});
afterAll(() => services.dispose());

const ask = (headers: Record<string, string>): Promise<Upgrade> =>
  authenticateUpgrade(services, services.config, new Headers(headers));
const protocols = (...all: string[]) => ({ "Sec-WebSocket-Protocol": all.join(", ") });
/** Looked up when the client identifies itself. */
const carrying = ({ cookie }: TestPerson) => ({
  ...unproved,
  cookie: cookie.slice(cookie.indexOf("=") + 1),
});
const as = ({ id }: TestPerson) => ({ kind: "accepted", actor: { id } });
const unproved = { kind: "accepted", actor: undefined };
const refused = (status: number) => ({ kind: "refused", status });

test("without proof, a client is let in and may send a token later", async () => {
  expect(await ask({})).toEqual(unproved as Upgrade);
  expect(await ask({ Authorization: "Basic YTpi" })).toMatchObject(unproved);
  expect(await ask({ Authorization: `Bearer ${ada.token} ${bob.token}` })).toMatchObject(unproved);
  expect(await ask({ ...foreign, Cookie: "other=1; session=" })).toMatchObject(unproved);
  expect(await ask({ Cookie: ended.cookie })).toEqual(carrying(ended) as Upgrade);
});

test("the session cookie is found among others, and names that resemble its own are ignored", async () => {
  for (const Cookie of [ada.cookie, `a=1; ${ada.cookie}`, `${ada.cookie};b=2`]) {
    expect(await ask({ Cookie })).toEqual(carrying(ada) as Upgrade);
  }
  for (const Cookie of [`x${ada.cookie}`, `a=${ada.cookie}`, ada.cookie.replace("=", "s=")]) {
    expect(await ask({ ...foreign, Cookie })).toEqual(unproved as Upgrade);
  }
});

test("[C2] a cookie from a foreign page is refused, even with a token beside it", async () => {
  expect(await ask({ ...foreign, Cookie: ada.cookie })).toMatchObject(refused(403));
  const both = { ...foreign, Cookie: ada.cookie, ...protocols("bearer", ada.token) };
  expect(await ask(both)).toMatchObject(refused(403));
});

test("[C3] an Authorization header decides alone, in any case and with any spaces", async () => {
  for (const scheme of ["Bearer ", "bearer ", "BEARER   "]) {
    const Authorization = `${scheme}${ada.token} `;
    expect(await ask({ ...foreign, Cookie: bob.cookie, Authorization })).toMatchObject(as(ada));
  }
  const Authorization = `Bearer ${ended.token}`;
  expect(await ask({ Cookie: bob.cookie, Authorization })).toMatchObject(refused(401));
});

test("[C3] a token as a subprotocol needs the scheme before it, and only the scheme is chosen", async () => {
  const chosen = { subprotocol: "bearer" };
  expect(await ask(protocols("bearer", ada.token))).toMatchObject({ ...as(ada), ...chosen });
  expect(await ask(protocols("bearer", ended.token))).toMatchObject(refused(401));
  expect(await ask(protocols("bearer"))).toMatchObject({ ...unproved, ...chosen });
  const other = await ask(protocols("chat", ada.token));
  expect(other).toEqual(unproved as Upgrade);
  const both = await ask({ Cookie: bob.cookie, ...protocols("bearer", ada.token) });
  expect(both).toMatchObject({ ...as(bob), ...chosen });
  const stale = await ask({ Cookie: ended.cookie, ...protocols("bearer", ada.token) });
  expect(stale).toMatchObject({ ...as(ada), ...chosen });
});

test("an actor has only what sockets use, not what pages show", async () => {
  const upgrade = await ask({ Authorization: `Bearer ${ada.token}` });
  const { id, name, role, sessionId } = ada.actor;
  expect(upgrade).toEqual({
    kind: "accepted",
    actor: { id, name, role, sessionId, endsAtMs: expect.any(Number) },
  } as unknown as Upgrade);
});

test("an actor who arrives with a cookie has no more than that, staff or not", async () => {
  const staff = await makePerson(services, { role: "admin" });
  for (const { cookie, actor } of [staff, ada]) {
    const arrival = await arrivalOf(services, cookie.slice(cookie.indexOf("=") + 1));
    const { id, name, role, sessionId } = actor;
    expect(arrival?.actor).toEqual({
      id,
      name,
      role,
      sessionId,
      endsAtMs: expect.any(Number),
    });
  }
});

test("under https only the cookie with the prefix counts", async () => {
  const config = { ...services.config, publicUrl: new URL("https://chat.example.edu") };
  const proved = (Cookie: string) => authenticateUpgrade(services, config, new Headers({ Cookie }));
  expect(await proved(`__Host-${ada.cookie}`)).toEqual(carrying(ada) as Upgrade);
  expect(await proved(ada.cookie)).toEqual(unproved as Upgrade);
});
