import { afterEach, beforeEach, expect, test } from "bun:test";
import { systemClock } from "#kit/clock.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testServices, type TestServices } from "#tests/support/services.ts";
import { sendMessage } from "../messages/messages.ts";
import { signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { createGroup, getGroup } from "./groups.ts";
import { addMembers, replaceMembers } from "./members.ts";
import { nextSeq, type SeqRequest } from "./next_seq.ts";

let services: TestServices;
let laterMs: number;
let admin: TestPerson;
let member: TestPerson;
let stranger: TestPerson;
let group: string;

beforeEach(async () => {
  laterMs = 0;
  services = testServices({ clock: { ...systemClock, now: () => systemClock.now() + laterMs } });
  admin = await makePerson(services, { role: "admin" });
  member = await makePerson(services);
  stranger = await makePerson(services);
  const members = [{ userId: member.id }];
  ({ id: group } = await createGroup(admin.context, { name: "Team", description: "", members }));
});

afterEach(() => services.dispose());

const seqNow = async () => (await getGroup(admin.context, group)).lastSeq;

const take = (person: TestPerson, right: SeqRequest["right"], conversationId = group) =>
  writeAs(person.context, signedIn, (acting, writing) =>
    nextSeq(acting, writing, { conversationId, right }),
  );

test("a stranger finds no group, whatever the request", async () => {
  const before = await seqNow();
  for (const right of ["belong", "post", "manage"] as const) {
    await expect(take(stranger, right)).rejects.toMatchObject({ code: "not_found" });
    await expect(take(admin, right, "nowhere")).rejects.toMatchObject({ code: "not_found" });
  }
  expect(await seqNow()).toBe(before);
});

test("a member who wants to manage the group is told that only staff may", async () => {
  const before = await seqNow();
  await expect(take(member, "manage")).rejects.toMatchObject({
    code: "forbidden",
    reason: "staff_only_groups",
  });
  expect(await seqNow()).toBe(before);
});

test("members post, staff do everything, and each act takes one seq", async () => {
  const before = await seqNow();
  await take(member, "belong");
  await take(member, "post");
  await take(admin, "post");
  await take(admin, "manage");
  expect(await seqNow()).toBe(before + 4);
});

test("only messages are counted", async () => {
  const { messageCount: before } = await getGroup(admin.context, group);
  await take(member, "post");
  expect((await getGroup(admin.context, group)).messageCount).toBe(before);
  await sendMessage(member.context, { conversationId: group, content: "Hello" });
  expect((await getGroup(admin.context, group)).messageCount).toBe(before + 1);
});

test("an expired guest cannot be added to a group", async () => {
  const expiresAt = new Date(services.clock.now() + 1_000).toISOString();
  const guest = await makePerson(services, { role: "guest", expiresAt });
  const chosen = [{ userId: guest.id }];
  const another = { name: "Other", description: "", members: chosen };
  await expect(createGroup(admin.context, another)).resolves.toHaveProperty("id");
  laterMs = 2_000;
  await expect(createGroup(admin.context, another)).rejects.toMatchObject({
    code: "invalid",
    reason: "members_gone",
  });
  for (const act of [addMembers, replaceMembers]) {
    await expect(act(admin.context, group, chosen)).rejects.toMatchObject({ code: "not_found" });
  }
});
