/** The forms of groups at a university of 20,000, as a browser without scripts sends them: whole. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";
import { testMs } from "#tests/support/patience.ts";
import { insertUser } from "#storage/users.ts";

setDefaultTimeout(testMs);

const count = 20_000;
let web: TestWeb;
let admin: TestPerson;
let student: TestPerson;
let ids: string[];

beforeAll(async () => {
  web = testWeb();
  admin = await makePerson(web.services, { role: "admin" });
  student = await makePerson(web.services);
  ids = Array.from({ length: count }, () => crypto.randomUUID());
  await web.services.db.transaction(async (tx) => {
    for (const id of ids) {
      const name = `Person ${id.slice(0, 6)}`;
      const account = { id, email: `${id}@uni.example.edu`, username: id, name };
      await insertUser(tx, { ...account, password: null, role: "user", at: "2026-01-01" });
    }
  });
});
afterAll(() => web.services.dispose());

const paths = ["/groups/create", "/groups/create-many", "/groups/some-id/edit"];

/** Ten megabytes that do not say how many they are, and how many pieces of them were asked for. */
function endless() {
  const piece = new TextEncoder().encode(`member=${"x".repeat(99_991)}&&`);
  const told = { pieces: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        told.pieces += 1;
        if (told.pieces > 100) controller.close();
        else controller.enqueue(piece);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, told };
}

async function send(path: string, by?: TestPerson) {
  const { body, told } = endless();
  const type = { "Content-Type": "application/x-www-form-urlencoded" };
  const headers = { ...type, Origin: web.origin, Cookie: by?.cookie ?? "" };
  const { status } = await web.request(path, { method: "POST", headers, body });
  return { status, pieces: told.pieces };
}

describe("a large form is not even read", () => {
  for (const path of paths) {
    test(`at ${path} from somebody who is not signed in, and from a student`, async () => {
      expect(await send(path)).toEqual({ status: 401, pieces: 0 });
      expect(await send(path, student)).toEqual({ status: 404, pieces: 0 });
    });

    test(`at ${path} beyond four megabytes`, async () => {
      const { status, pieces } = await send(path, admin);
      expect(status).toBe(413);
      expect(pieces).toBeLessThan(45);
    });
  }

  test("and other forms of staff are not read beyond 256 kilobytes", async () => {
    const { status, pieces } = await send("/users/create", admin);
    expect(status).toBe(413);
    expect(pieces).toBeLessThan(5);
  });
});

/** Every field that the page sends when nothing was touched but its name, and these were ticked. */
async function fieldsOf(path: string, ticked: string[]): Promise<[string, string][]> {
  const page = await (await web.get(path, admin)).text();
  const roles = [...page.matchAll(/<select name="(role:[^"]+)"/g)].map(([, name]) => name!);
  const shown = /name="shown" value="([^"]*)"/.exec(page)?.[1];
  const boxes = [...page.matchAll(/<input type="checkbox" name="member" value="([^"]+)"/g)];
  expect(boxes.length).toBeGreaterThanOrEqual(count);
  return [
    ["name", "Everybody"],
    ["description", ""],
    ...roles.map((name): [string, string] => [name, "member"]),
    ...(shown === undefined ? [] : [["shown", shown] satisfies [string, string]]),
    ...ticked.map((id): [string, string] => ["member", id]),
  ];
}

const everybody = () =>
  web.services.db.get<{ id: string; members: number }>`
    select id, (select count(*) from conversation_members where conversation_id = id) as members
    from conversations where name = 'Everybody'`;

test("a group of two is made, then one of everybody, and it can be changed", async () => {
  const make = await fieldsOf("/groups/create", ids.slice(0, 2));
  expect(make.length).toBeGreaterThan(count);
  expect((await web.post("/groups/create", make, admin)).status).toBe(303);
  const group = await everybody();
  expect(group?.members).toBe(3);
  const path = `/groups/${group!.id}/edit`;
  const grow = await fieldsOf(path, [admin.id, ...ids]);
  expect(new URLSearchParams(grow).toString().length).toBeGreaterThan(1_500_000);
  expect((await web.post(path, grow, admin)).status).toBe(303);
  expect((await everybody())?.members).toBe(count + 1);
  const shrink = await fieldsOf(path, [admin.id, ids[0]!]);
  expect((await web.post(path, shrink, admin)).status).toBe(303);
  expect((await everybody())?.members).toBe(2);
});

test("everybody is dealt out to groups", async () => {
  const plan: [string, string][] = [
    ["pattern", "Team"],
    ["by", "groups"],
    ["count", "200"],
    ["order", "listed"],
    ["description", ""],
  ];
  const chosen = ids.map((id): [string, string] => ["member", id]);
  const form: [string, string][] = [...plan, ["step", "preview"], ...chosen];
  const preview = await web.post("/groups/create-many", form, admin);
  expect(preview.status).toBe(200);
  const page = await preview.text();
  const dealt = [...page.matchAll(/name="(group-name|group-members)" value="([^"]*)"/g)];
  expect(dealt.length).toBe(400);
  const sent = dealt.map(([, name, value]): [string, string] => [name!, value!]);
  const create: [string, string][] = [...plan, ["step", "create"], ...sent];
  expect((await web.post("/groups/create-many", create, admin)).status).toBe(303);
});
