import { afterAll, beforeAll, expect, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let web: TestWeb;
let admin: TestPerson;
let groupId: string;

beforeAll(async () => {
  web = testWeb();
  admin = await makePerson(web.services, { role: "admin", name: "Prof. Lind" });
  groupId = (await createGroup(admin.context, { name: "Team 1", description: "", members: [] })).id;
});

afterAll(() => web.services.dispose());

const person = { name: "Mira Sol", email: "mira@uni.example.edu", username: "mira" };
const group = { name: "Team 1", description: "" };
const deal = { pattern: "Team {n}", count: "2", description: "", step: "preview" };

/** The form, its input, the field that is too long, and where the error is shown. */
const forms = (): [string, Record<string, string>, string, string][] => [
  ["/auth/register", { ...person, password: "four words of mine" }, "name", "n".repeat(123)],
  ["/auth/guest", person, "name", "n".repeat(123)],
  ["/auth/guest", person, "email", `${"m".repeat(241)}@uni.example.edu`],
  ["/account", { name: "", locale: "", theme: "" }, "name", "n".repeat(123)],
  ["/users/create", { ...person, role: "user" }, "name", "n".repeat(123)],
  [`/users/edit/${admin.id}`, { ...person, role: "admin" }, "name", "n".repeat(123)],
  ["/groups/create", group, "name", "g".repeat(123)],
  ["/groups/create", group, "description", "d".repeat(2_003)],
  [`/groups/${groupId}/edit`, group, "description", "d".repeat(2_003)],
  ["/groups/create-many", deal, "description", "d".repeat(2_003)],
];

test("every form says by how much a text is too long, keeps all of it, and lets no browser cut it", async () => {
  for (const [path, fields, field, text] of forms()) {
    const by = path.startsWith("/auth") ? undefined : admin;
    const answer = await web.post(path, { ...fields, [field]: text }, by);
    const page = await answer.text();
    expect([path, field, answer.status]).toEqual([path, field, 422]);
    expect([path, page.includes("3 too many:")]).toEqual([path, true]);
    expect([path, page.includes(text)]).toEqual([path, true]);
    expect([path, page.includes("maxlength")]).toEqual([path, false]);
  }
  const german = { "Accept-Language": "de" };
  const words = await web.post(
    "/groups/create",
    { ...group, name: "g".repeat(123) },
    admin,
    german,
  );
  expect(await words.text()).toContain("3 Zeichen zu viel:");
});
