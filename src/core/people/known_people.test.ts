import { afterAll, beforeAll, expect, test } from "bun:test";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson, type PersonOptions, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { createGroup } from "../groups/groups.ts";
import { addMembers, listMembers, removeFromGroup } from "../groups/members.ts";
import { endAllSessions } from "../identity/sessions.ts";
import { sendMessage } from "../messages/messages.ts";
import { Refusal } from "../refusals.ts";
import { describePerson, openPerson } from "./known_people.ts";
import { disablePerson, removePerson } from "./manage_people.ts";
import { findByName } from "./find.ts";
import { marksOfNamesakes } from "./namesakes.ts";

let services: TestServices;
let clock: FakeClock;
let prof: TestPerson;
/** In Tutorial 4 with `guest` and `lena`; the other Lena is in Tutorial 7 and the lecture. */
let tom: TestPerson;
let lena: TestPerson;
let otherLena: TestPerson;
let guest: TestPerson;
let stranger: TestPerson;
let tutorial4: string;
let lecture: string;

const make = (options: PersonOptions) => makePerson(services, options);

async function group(name: string, members: TestPerson[]): Promise<string> {
  const people = members.map(({ id: userId }) => ({ userId }));
  return (await createGroup(prof.context, { name, description: "", members: people })).id;
}

beforeAll(async () => {
  clock = new FakeClock();
  services = testServices({ clock });
  prof = await make({ role: "admin", name: "Prof" });
  tom = await make({ name: "Tom" });
  lena = await make({ name: "Lena Müller", email: "lena3@uni.example.edu" });
  otherLena = await make({ name: "LENA Müller", email: "lena7@uni.example.edu" });
  guest = await make({ role: "guest", name: "Gast" });
  stranger = await make({ name: "Stranger" });
  tutorial4 = await group("Tutorial 4", [tom, lena, guest]);
  await group("Tutorial 7", [otherLena]);
  lecture = await group("Lecture", [tom, lena, otherLena]);
});
afterAll(() => services.dispose());

const refused = async (asked: Promise<unknown>) => {
  const error = await asked.catch((thrown: unknown) => thrown);
  return error instanceof Refusal ? error.code : "no refusal";
};

test("a person without a group in common does not exist for students and guests", async () => {
  expect(await refused(describePerson(tom.context, stranger.id))).toBe("not_found");
  expect(await refused(describePerson(stranger.context, prof.id))).toBe("not_found");
  // The guest is in Tutorial 4 alone, and does not meet the other Lena in the lecture.
  expect(await refused(describePerson(guest.context, otherLena.id))).toBe("not_found");
  expect(await refused(describePerson(prof.context, "nobody"))).toBe("not_found");
});

test("a person no longer exists for someone once their last group in common is gone", async () => {
  const briefly = await make({ name: "Briefly" });
  await addMembers(prof.context, tutorial4, [{ userId: briefly.id }]);
  expect((await describePerson(guest.context, briefly.id)).name).toBe("Briefly");
  await removeFromGroup(prof.context, { conversationId: tutorial4, userId: briefly.id });
  expect(await refused(describePerson(guest.context, briefly.id))).toBe("not_found");
  await removePerson(prof.context, briefly.id);
  expect(await refused(describePerson(prof.context, briefly.id))).toBe("not_found");
});

test("members know each other's names, roles and common groups, and nothing else", async () => {
  const seen = await describePerson(guest.context, lena.id);
  expect(seen.groups.map(({ name }) => name)).toEqual(["Tutorial 4"]);
  expect(seen).toMatchObject({ name: "Lena Müller", role: "user", namesakes: [] });
  expect(JSON.stringify(seen)).not.toContain("lena3");
  expect(seen.record).toBeUndefined();
  expect((await describePerson(stranger.context, stranger.id)).isActor).toBe(true);
});

test("staff see a person's address, all groups, and what they have written there", async () => {
  const write = (context: TestPerson["context"], conversationId: string) =>
    sendMessage(context, { conversationId, content: "Hi" });
  await write(lena.context, tutorial4);
  await clock.advance(60_000);
  await write(lena.context, lecture);
  const { sentAt } = await write(lena.context, lecture);
  await write(tom.context, lecture);
  const seen = await describePerson(prof.context, lena.id);
  const groups = seen.groups.map(({ name, written, viewerIsIn }) => [name, written, viewerIsIn]);
  expect(groups).toEqual([
    ["Tutorial 4", 1, 1],
    ["Lecture", 2, 1],
  ]);
  const record = { email: "lena3@uni.example.edu", written: 3, lastWrittenAt: sentAt };
  expect(seen.record).toMatchObject(record);
});

test("staff see when a person was last here, also after signing out and while disabled", async () => {
  const visitor = await make({ name: "Visitor" });
  const at = new Date(clock.now()).toISOString();
  await clock.advance(3_600_000);
  await endAllSessions(visitor.context, { keepCurrent: false });
  await disablePerson(prof.context, visitor.id);
  const { record } = await describePerson(prof.context, visitor.id);
  expect(record).toMatchObject({ lastSeenAt: at, disabledAt: expect.any(String) });
});

test("of two people with one name, each is told by a group of the other", async () => {
  const [other, ...rest] = (await describePerson(tom.context, lena.id)).namesakes;
  // Tom does not see Tutorial 7, so the lecture is all that he can be told.
  expect(other).toEqual({
    id: otherLena.id,
    isActor: false,
    group: { name: "Lecture", isShared: true },
  });
  expect(rest).toEqual([]);
  const [forStaff] = (await describePerson(prof.context, lena.id)).namesakes;
  expect(forStaff).toMatchObject({
    group: { name: "Tutorial 7", isShared: false },
    handle: "lena7@uni.example.edu",
  });
  const [self] = (await describePerson(lena.context, otherLena.id)).namesakes;
  expect(self).toMatchObject({
    id: lena.id,
    isActor: true,
    group: { name: "Tutorial 4", isShared: false },
  });
});

test("members of one name are told apart by addresses for staff, and by groups for others", async () => {
  const members = await listMembers(prof.context, lecture);
  const marks = async ({ context }: TestPerson) =>
    Object.fromEntries(await marksOfNamesakes(context, lecture, members));
  expect(await marks(prof)).toEqual({
    [lena.id]: "lena3@uni.example.edu",
    [otherLena.id]: "lena7@uni.example.edu",
  });
  expect(await marks(tom)).toEqual({ [lena.id]: "Tutorial 4" });
  expect(await marks(otherLena)).toEqual({ [otherLena.id]: "Tutorial 7" });
  const others = members.filter(({ userId }) => userId !== lena.id);
  expect(await marksOfNamesakes(prof.context, lecture, others)).toEqual(new Map());
});

test("a search tells people of one name apart in the same way", async () => {
  const found = async (person: TestPerson) =>
    (await findByName(person.context, "lena")).people.map(({ id, mark, handle }) => [
      id,
      mark,
      handle,
    ]);
  expect((await found(tom)).toSorted()).toEqual(
    [
      [lena.id, "Tutorial 4", undefined],
      [otherLena.id, undefined, undefined],
    ].toSorted(),
  );
  expect(await found(prof)).toContainEqual([otherLena.id, undefined, "lena7@uni.example.edu"]);
});

test("staff who open a person's page are recorded once per visit, and nobody else is", async () => {
  const recorded = async () =>
    (
      await services.db.all<{ actorId: string; subjectId: string }>`
        select actor_id as "actorId", subject_id as "subjectId" from audit
        where verb = 'user.read' order by at`
    ).map(({ actorId, subjectId }) => [actorId, subjectId]);
  await describePerson(prof.context, tom.id);
  await openPerson(prof.context, prof.id);
  await openPerson(tom.context, lena.id);
  expect(await refused(openPerson(guest.context, stranger.id))).toBe("not_found");
  expect(await recorded()).toEqual([]);
  await openPerson(prof.context, tom.id);
  await clock.advance(9 * 60_000);
  await openPerson(prof.context, tom.id);
  await openPerson(prof.context, lena.id);
  expect(await recorded()).toEqual([
    [prof.id, tom.id],
    [prof.id, lena.id],
  ]);
  await clock.advance(2 * 60_000);
  await openPerson(prof.context, tom.id);
  expect(await recorded()).toHaveLength(3);
});
