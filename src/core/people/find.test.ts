import { afterAll, beforeAll, expect, test } from "bun:test";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { listFavourites, setFavourite } from "../groups/favourites.ts";
import { deleteGroup } from "../groups/bin.ts";
import { createGroup } from "../groups/groups.ts";
import { removeFromGroup } from "../groups/members.ts";
import { Refusal } from "../refusals.ts";
import { findByName } from "./find.ts";
import { removePerson } from "./manage_people.ts";

let services: TestServices;
let prof: TestPerson;
/** In Team 1 with `lena`. */
let tom: TestPerson;
let lena: TestPerson;
/** In Team 12. */
let stranger: TestPerson;
let team: string;
let foreign: string;

beforeAll(async () => {
  services = testServices();
  prof = await makePerson(services, { role: "admin", name: "Prof" });
  tom = await makePerson(services, { name: "Tom" });
  lena = await makePerson(services, { name: "Lena Müller", email: "secret@uni.example.edu" });
  stranger = await makePerson(services, { name: "Lena Stranger" });
  const group = async (name: string, members: TestPerson[]) => {
    const people = members.map(({ id: userId }) => ({ userId }));
    return (await createGroup(prof.context, { name, description: "", members: people })).id;
  };
  foreign = await group("Team 12", [stranger]);
  team = await group("Team 1", [tom, lena]);
});
afterAll(() => services.dispose());

const names = async (person: TestPerson, typed: string) => {
  const { groups, people } = await findByName(person.context, typed);
  return { groups: groups.map(({ name }) => name), people: people.map(({ name }) => name) };
};

test("a student finds neither groups nor people of others, and nobody by an address", async () => {
  expect(await names(tom, "team")).toEqual({ groups: ["Team 1"], people: [] });
  expect(await names(tom, "lena")).toEqual({ groups: [], people: ["Lena Müller"] });
  expect(await names(tom, "secret")).toEqual({ groups: [], people: [] });
  const { people } = await findByName(tom.context, "lena");
  expect(JSON.stringify(people)).not.toContain("@");
});

test("staff find every group, the best match first, and everyone, also by address", async () => {
  expect((await names(prof, "team 1")).groups).toEqual(["Team 1", "Team 12"]);
  expect((await names(prof, "MULLER lena")).people).toEqual(["Lena Müller"]);
  const { people } = await findByName(prof.context, "secret");
  expect(people).toMatchObject([{ name: "Lena Müller", handle: "secret@uni.example.edu" }]);
});

test("without words a few groups are suggested, and nobody", async () => {
  expect(await names(tom, "  ")).toEqual({ groups: ["Team 1"], people: [] });
});

test("a long search is cut instead of refused", async () => {
  expect(await names(tom, "x".repeat(10_000))).toEqual({ groups: [], people: [] });
});

test("a group that a user may not see cannot be their favourite", async () => {
  for (const conversationId of [foreign, "nothing"]) {
    const refused = setFavourite(tom.context, { conversationId, favourite: true });
    await expect(refused).rejects.toThrow(Refusal);
  }
  expect(await listFavourites(tom.context)).toEqual([]);
});

test("favourites are each person's own, set twice is once, and can be given up", async () => {
  const set = (person: TestPerson, favourite: boolean) =>
    setFavourite(person.context, { conversationId: team, favourite });
  await set(tom, true);
  await set(tom, true);
  expect(await listFavourites(tom.context)).toEqual([team]);
  expect(await listFavourites(lena.context)).toEqual([]);
  await set(tom, false);
  expect(await listFavourites(tom.context)).toEqual([]);
});

test("favourites end with the group and with the account, and outlast a membership", async () => {
  const { id } = await createGroup(prof.context, {
    name: "Short",
    description: "",
    members: [{ userId: lena.id }, { userId: tom.id }],
  });
  await setFavourite(lena.context, { conversationId: id, favourite: true });
  await setFavourite(tom.context, { conversationId: id, favourite: true });
  await removeFromGroup(prof.context, { conversationId: id, userId: tom.id });
  expect(await listFavourites(tom.context)).toEqual([id]);
  await removePerson(prof.context, lena.id);
  expect(await listFavourites(lena.context)).toEqual([]);
  await deleteGroup(prof.context, id);
  expect(await listFavourites(tom.context)).toEqual([]);
});
