/** A course with a reader's page in it, and all actions of its people. */
import fc from "fast-check";
import { archiveGroup } from "#core/groups/archive.ts";
import { deleteGroup, restoreGroup } from "#core/groups/bin.ts";
import { createGroup, updateGroup } from "#core/groups/groups.ts";
import { Refusal } from "#core/refusals.ts";
import { moveGroup, reorderGroups } from "#core/groups/group_order.ts";
import { addMembers, changeMemberRole, removeFromGroup } from "#core/groups/members.ts";
import { setMode } from "#core/groups/modes.ts";
import { readHistory } from "#core/messages/history.ts";
import { editMessage, sendMessage, removeMessage } from "#core/messages/messages.ts";
import { redactMessage } from "#core/messages/redact.ts";
import { restoreMessage } from "#core/messages/versions.ts";
import { setChapter } from "#storage/rounds.ts";
import { RateLimit } from "#core/rates.ts";
import type { Role } from "#wire/views.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { startTestRealtime, type TestRealtime, type TestSocket } from "#tests/support/realtime.ts";
import { type TestWeb, testWeb } from "#tests/support/web.ts";
import { FakeClock } from "./fake_clock.ts";
import { LivePage } from "./live_page.ts";

export interface World {
  clock: FakeClock;
  realtime: TestRealtime;
  web: TestWeb;
  boss: TestPerson;
  ben: TestPerson;
  /** The page's reader. */
  reader: TestPerson;
  /** Another device of the reader. */
  device: TestSocket;
  page: LivePage;
  groups: string[];
}

/** The action, and its target. */
export interface Act {
  kind: (typeof kinds)[number];
  pick: number;
  other: number;
}

const modes = ["open", "staff_only", "locked"] as const;
const memberRoles = ["moderator", "member"] as const;

const actions = {
  othersPost: ({ boss, ben }, { group, other }) =>
    sendMessage((other % 2 ? boss : ben).context, {
      conversationId: group,
      content: `said ${other}`,
    }),
  readerPosts: ({ page }, { other }) => page.post(`written ${other}`),
  readerPostsElsewhere: ({ reader }, { group, other }) =>
    sendMessage(reader.context, { conversationId: group, content: `from elsewhere ${other}` }),
  readerReadsElsewhere: async ({ boss, device }, { group }) => {
    const [newest] = (await readHistory(boss.context, { conversationId: group, limit: 1 })).slice(
      -1,
    );
    if (!newest) return;
    const meta = { conversationId: group, seq: newest.seq };
    device.send({ messageType: "Read", payload: {}, meta });
    await device.settle();
  },
  edited: async (world, { group, other }) => {
    const message = await someMessage(world, group, other);
    const { boss, ben, reader } = world;
    const author = [boss, ben, reader].find(({ id }) => id === message?.senderId);
    if (!author || !message) return;
    const key = { conversationId: group, messageId: message.id };
    await editMessage(author.context, { ...key, content: `edited ${other}` });
  },
  removed: async (world, { group, other }) => {
    const message = await someMessage(world, group, other);
    if (!message) return;
    await removeMessage(world.boss.context, { conversationId: group, messageId: message.id });
  },
  redacted: async (world, { group, other }) => {
    const message = await someMessage(world, group, other);
    if (!message || message.removed) return;
    const key = { conversationId: group, messageId: message.id };
    const span = { start: 0, end: 1, revision: message.revision };
    await redactMessage(world.boss.context, { ...key, ...span });
  },
  broughtBack: async (world, { group, other }) => {
    const message = await someMessage(world, group, other);
    if (!message?.removed) return;
    await restoreMessage(world.boss.context, { conversationId: group, messageId: message.id });
  },
  readerAdded: ({ boss, reader }, { group, other }) =>
    addMembers(boss.context, group, [{ userId: reader.id, role: memberRoles[other % 2] }]),
  readerRemoved: ({ boss, reader }, { group }) =>
    removeFromGroup(boss.context, { conversationId: group, userId: reader.id }),
  roleChanged: ({ boss, reader, ben }, { group, other }) =>
    changeMemberRole(boss.context, {
      conversationId: group,
      userId: (other % 4 < 2 ? reader : ben).id,
      role: memberRoles[other % 2]!,
    }),
  otherAdded: ({ boss, ben }, { group }) => addMembers(boss.context, group, [{ userId: ben.id }]),
  otherRemoved: ({ boss, ben }, { group }) =>
    removeFromGroup(boss.context, { conversationId: group, userId: ben.id }),
  renamed: ({ boss }, { group, other }) =>
    updateGroup(boss.context, group, { name: `Group ${other}`, description: `${other}` }),
  made: async ({ boss, reader, groups }, { other }) => {
    const members = other % 2 ? [{ userId: reader.id }] : [];
    const input = { name: `New ${other}`, description: "", members };
    groups.push((await createGroup(boss.context, input)).id);
  },
  restricted: ({ boss }, { group, other }) =>
    setMode(boss.context, group, { mode: modes[other % 3]!, reason: `because ${other % 2}` }),
  deleted: ({ boss }, { group }) => deleteGroup(boss.context, group),
  restored: ({ boss }, { group }) => restoreGroup(boss.context, group),
  archived: ({ boss }, { group, other }) =>
    archiveGroup(boss.context, { id: group, isAway: other % 3 > 0 }),
  roundEnded: async ({ boss, realtime: { services } }, { group, other }) => {
    const chapter = other % 4 > 0 ? { set: "Reviews", round: other } : null;
    await services.db.transaction((tx) => setChapter(tx, { id: group, chapter }));
    await archiveGroup(boss.context, { id: group, isAway: chapter !== null });
  },
  moved: ({ boss, groups }, { group, other }) =>
    moveGroup(boss.context, group, { before: groups[other % groups.length]! }),
  sorted: ({ boss, groups }, { other }) =>
    reorderGroups(boss.context, groups.slice(other % groups.length)),
  shown: ({ page }, { group }) => void page.app.show(group),
  seen: ({ page }) => page.show(),
  hidden: ({ page }) => page.hide(),
  scrolled: ({ page }, { other }) => page.act.atBottom(other % 2 === 0),
  waited: ({ clock }, { other }) => clock.advance(other),
  cutOff: ({ page }) => page.session.setOnline(false),
  cameBack: ({ page }) => page.session.setOnline(true),
} satisfies Record<string, (world: World, which: { group: string; other: number }) => unknown>;

export const kinds = Object.keys(actions) as (keyof typeof actions)[];

export const acts = fc.array(
  fc.record<Act>({
    kind: fc.constantFrom(...kinds),
    pick: fc.nat(1_000),
    other: fc.nat(1_000),
  }),
  { minLength: 1, maxLength: 40, size: "max" },
);

async function someMessage({ boss }: World, conversationId: string, pick: number) {
  const messages = await readHistory(boss.context, { conversationId, limit: 50 });
  return messages[pick % Math.max(1, messages.length)];
}

/** @returns whether it was carried out; a refused action changes nothing */
export async function play(world: World, { kind, pick, other }: Act): Promise<boolean> {
  const group = world.groups[pick % world.groups.length]!;
  try {
    await actions[kind](world, { group, other });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

export async function makeWorld(role: Role): Promise<World> {
  const clock = new FakeClock();
  const realtime = await startTestRealtime({ clock });
  const { services } = realtime;
  services.rates.messages = new RateLimit(clock, { burst: 1e9, perSecond: 1e9 });
  const web = testWeb({ services });
  const boss = await makePerson(services, { role: "admin", name: "Boss" });
  const ben = await makePerson(services, { name: "Ben" });
  const reader = await makePerson(services, { role, name: "Reader" });
  const groups: string[] = [];
  for (const name of ["One", "Two", "Three", "Four"]) {
    const people = name === "Four" ? [ben] : [ben, reader];
    const members = people.map(({ id: userId }) => ({ userId }));
    groups.push((await createGroup(boss.context, { name, description: "", members })).id);
  }
  const page = await LivePage.open({ realtime, web, clock, person: reader }, groups[0]!);
  const device = await realtime.connect(reader);
  await device.identify(reader);
  return { clock, realtime, web, boss, ben, reader, device, page, groups };
}
