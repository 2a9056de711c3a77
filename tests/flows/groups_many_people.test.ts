/** The groups' forms at a university of 20,000, as a browser without scripts sends them. */
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
      await insertUser(tx, { ...account, role: "user", at: "2026-01-01" });
    }
  });
});
afterAll(() => web.services.dispose());

const paths = ["/groups/create", "/groups/create-many", "/groups/some-id/edit"];

/** Ten megabytes without a stated length, and the number of pieces read of them. */
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
    test(`at ${path} from clients that are not signed in, and from students`, async () => {
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

type Fields = [string, string][];

const unescaped = (text: string) => text.replaceAll("&quot;", '"').replaceAll("&amp;", "&");

/**
 * What a browser without scripts sends for a page's form, except for its button and these changes.
 */
function fieldsOf(page: string, changes: Record<string, string> = {}): Fields {
  const fields: Fields = [];
  for (const [tag] of page.matchAll(/<(?:input|textarea|select)\b[^>]*>/g)) {
    const valueOf = (attribute: string) =>
      unescaped(new RegExp(` ${attribute}="([^"]*)"`).exec(tag)?.[1] ?? "");
    const name = valueOf("name");
    const isUnticked = /type="(?:checkbox|radio)"/.test(tag) && !/ checked(?:[ =/>])/.test(tag);
    if (name === "" || name === "theme" || name === "locale" || isUnticked) continue;
    const value = tag.startsWith("<select") ? "member" : valueOf("value");
    fields.push([name, changes[name] ?? value]);
  }
  return fields;
}

const rowsOf = (page: string) =>
  [...page.matchAll(/<input type="checkbox" name="member" value="([^"]+)"/g)].map(([, id]) => id!);
const ticked = (fields: Fields) => fields.filter(([name]) => name === "member").map(([, id]) => id);

async function send200(path: string, fields: Fields): Promise<string> {
  const answer = await web.post(path, fields, admin);
  expect(answer.status).toBe(200);
  return answer.text();
}

async function open(path: string): Promise<string> {
  const answer = await web.get(path, admin);
  expect(answer.status).toBe(200);
  return answer.text();
}

const everybody = () =>
  web.services.db.get<{ id: string; members: number }>`
    select id, (select cast(count(*) as integer) from conversation_members where conversation_id = id) as members
    from conversations where name = 'Everybody'`;

describe.each(["/groups/create", "/groups/create-many"])("%s", (path) => {
  test("lists some of the people, and says so", async () => {
    const page = await open(path);
    expect(rowsOf(page)).toHaveLength(200);
    expect(page).toContain(`Listed: 200 of ${count + 1}`);
    expect(page).toContain("Search for the others.");
    expect(ticked(fieldsOf(page))).toEqual([]);
    expect(page.length).toBeLessThan(500_000);
  });

  test("finds anyone by their address, and keeps the selection and what was typed", async () => {
    let page = await send200(path, [["pick", "none"]]);
    expect(ticked(fieldsOf(page))).toEqual([]);
    const wanted = [ids[19_500]!, student.id];
    for (const id of wanted) {
      const typed = { description: "For all", find: id === student.id ? student.email : id };
      page = await send200(path, [...fieldsOf(page, typed), ["pick", "search"]]);
      expect(rowsOf(page)).toEqual([id]);
      expect(page).toContain("For all</textarea>");
      page = await send200(path, [...fieldsOf(page), ["member", id], ["pick", "search"]]);
    }
    expect(new Set(ticked(fieldsOf(page)))).toEqual(new Set(wanted));
    expect(page).toContain("Selected: 2");
    page = await send200(path, [...fieldsOf(page, { find: "no such person" }), ["pick", "all"]]);
    expect([rowsOf(page), ticked(fieldsOf(page)).length]).toEqual([[], 2]);
    page = await send200(path, [...fieldsOf(page, { find: ids[19_500]! }), ["pick", "none"]]);
    expect(new Set(ticked(fieldsOf(page)))).toEqual(new Set(wanted.slice(1)));
  });
});

test("the form's own buttons create and change a group of everyone, with its roles", async () => {
  let page = await send200("/groups/create", [
    ["name", "Everybody"],
    ["pick", "all"],
  ]);
  expect(page).toContain(`Selected: ${count + 1}`);
  expect((await web.post("/groups/create", fieldsOf(page), admin)).status).toBe(303);
  const group = await everybody();
  expect(group?.members).toBe(count + 2);

  const path = `/groups/${group!.id}/edit`;
  page = await open(path);
  expect(rowsOf(page)).toHaveLength(200);
  expect(page.length).toBeLessThan(4_000_000);
  const moderator = ids[9_999]!;
  page = await send200(path, [...fieldsOf(page, { find: moderator }), ["pick", "search"]]);
  const promoted = fieldsOf(page, { [`role:${moderator}`]: "moderator", find: "" });
  page = await send200(path, [...promoted, ["pick", "search"]]);
  expect((await web.post(path, fieldsOf(page), admin)).status).toBe(303);
  const roles = () => web.services.db.all<{ user_id: string }>`
    select user_id from conversation_members where role = 'moderator'`;
  expect(await roles()).toEqual([{ user_id: moderator }]);
  expect((await everybody())?.members).toBe(count + 2);

  page = await send200(path, [...fieldsOf(await open(path), { find: "" }), ["pick", "none"]]);
  const rest: Fields = [...fieldsOf(page), ["member", admin.id], ["member", ids[0]!]];
  expect((await web.post(path, rest, admin)).status).toBe(303);
  expect((await everybody())?.members).toBe(2);
});

test("5,000 are divided at once, and no more", async () => {
  const plan: Fields = [
    ["pattern", "Team"],
    ["by", "groups"],
    ["count", "200"],
  ];
  const all: Fields = [...plan, ["who", "all"]];
  const refused = await web.post("/groups/create-many", all, admin);
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("At most 5000 at once.");
  const chosen = ids.slice(0, 5_000).map((id): [string, string] => ["member", id]);
  const answer = await web.post("/groups/create-many", [...plan, ...chosen], admin);
  expect(answer.status).toBe(303);
  const path = answer.headers.get("Location")!;
  let page = await open(path);
  while (!page.includes("data-planned-group")) page = await open(path);
  expect(page.split(' name="person"')).toHaveLength(5_001);
  expect((await web.post(path, [["step", "create"]], admin)).status).toBe(303);
});
