/** Every frame that a client may send, sent by every kind of client. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { ClientFrame } from "#wire/client_frames.ts";
import type { RefusalFrame, ServerFrame } from "#wire/frames.ts";
import { within } from "#tests/support/output.ts";
import { patienceMs, testMs } from "#tests/support/patience.ts";
import { isPostgres } from "#tests/support/postgres_database.ts";
import { startTestRealtime, type TestRealtime, type TestSocket } from "#tests/support/realtime.ts";
import type { Column } from "./policy_table.ts";
import { type Principal, principals } from "./principals.ts";
import { everything } from "./everything_stored.ts";
import {
  closed,
  copyWorld,
  ghostOf,
  idsOf,
  makeRouteWorld,
  namesOf,
  type RouteWorld,
  textsOf,
  mailEnv,
} from "./route_world.ts";

setDefaultTimeout(testMs);

type Kind = ClientFrame["messageType"];

/** In the order of the table's columns. */
function row(...answers: [string, string, string, string, string, string]): Record<Column, string> {
  const [anonymous, outsider, guest, member, moderator, staff] = answers;
  // Staff of its course may do in a group what all staff may do there.
  const ofCourse = { teacher: staff, tutor: staff };
  const elsewhere = { teacherElsewhere: outsider, tutorElsewhere: outsider };
  return { anonymous, outsider, guest, member, moderator, staff, ...ofCourse, ...elsewhere };
}

/**
 * The agreed answer to each frame: a kind of frame or the code of a refusal; if there is no answer,
 * whether something was stored (done) or not (nothing). The guest, the member and the moderator are
 * in the group; the message is the member's, who has read it; the moderator joined after it. A kind
 * of frame without a row does not compile.
 */
const table: Record<Kind, Record<Column, string>> = {
  IdMessage: row("unauthenticated", "not_found", "Opened", "Opened", "Opened", "Opened"),
  ChatMessage: row("unauthenticated", "not_found", "Ack", "Ack", "Ack", "Ack"),
  Open: row("unauthenticated", "not_found", "Opened", "Opened", "Opened", "Opened"),
  Leave: row("unauthenticated", "nothing", "nothing", "nothing", "nothing", "nothing"),
  EditMessage: row("unauthenticated", "not_found", "forbidden", "done", "forbidden", "forbidden"),
  RemoveMessage: row("unauthenticated", "not_found", "forbidden", "done", "done", "done"),
  RedactMessage: row("unauthenticated", "not_found", "forbidden", "forbidden", "forbidden", "done"),
  // It is not removed.
  RestoreMessage: row(
    "unauthenticated",
    "not_found",
    "forbidden",
    "forbidden",
    "conflict",
    "conflict",
  ),
  SetMode: row("unauthenticated", "not_found", "forbidden", "forbidden", "done", "done"),
  Typing: row("unauthenticated", "not_found", "nothing", "nothing", "nothing", "nothing"),
  Read: row("unauthenticated", "nothing", "done", "nothing", "nothing", "done"),
  WatchGroups: row(
    "unauthenticated",
    "forbidden",
    "forbidden",
    "forbidden",
    "forbidden",
    "nothing",
  ),
  Ping: row("Pong", "Pong", "Pong", "Pong", "Pong", "Pong"),
};
/**
 * A client that is not in the group has no read position. Staff of any course may ask to be told where
 * something is written; they are told of their own groups.
 */
const exceptions: Partial<Record<Kind, Record<string, string>>> = {
  WatchGroups: {
    "a teacher of another course": "nothing",
    "a tutor of another course": "nothing",
  },
  Read: Object.fromEntries(
    [
      "staff outside",
      "staff, by token",
      "a teacher of the course",
      "a teacher of the course, by token",
      "a tutor of the course",
    ].map((who) => [who, "nothing"]),
  ),
};
const kinds = Object.keys(table) as Kind[];
const refusals = ["unauthenticated", "not_found", "forbidden"];

function frameOf({ groupId, messageId }: RouteWorld, kind: Kind, senderId: string): ClientFrame {
  const meta = { conversationId: groupId };
  const frames: { [K in Kind]: Extract<ClientFrame, { messageType: K }> } = {
    IdMessage: { messageType: "IdMessage", senderId, convId: groupId, timestamp: "", protocol: 1 },
    ChatMessage: {
      messageType: "ChatMessage",
      payload: { content: "Marble shines", displayName: "" },
      meta: { ...meta, senderId, timestamp: "", messageId: "of-the-client" },
    },
    Open: { messageType: "Open", payload: {}, meta },
    Leave: { messageType: "Leave", payload: {}, meta },
    EditMessage: {
      messageType: "EditMessage",
      payload: { content: "Granite held" },
      meta: { ...meta, messageId },
    },
    RemoveMessage: { messageType: "RemoveMessage", payload: {}, meta: { ...meta, messageId } },
    RedactMessage: {
      messageType: "RedactMessage",
      payload: { start: 0, end: 3 },
      meta: { ...meta, messageId },
    },
    RestoreMessage: { messageType: "RestoreMessage", payload: {}, meta: { ...meta, messageId } },
    SetMode: { messageType: "SetMode", payload: { mode: "slow", seconds: 30 }, meta },
    Typing: { messageType: "Typing", payload: {}, meta },
    Read: { messageType: "Read", payload: {}, meta: { ...meta, seq: 6 } },
    WatchGroups: { messageType: "WatchGroups", payload: {}, meta: {} },
    Ping: { messageType: "Ping", payload: {}, meta: {} },
  };
  return frames[kind];
}

interface Stage {
  realtime: TestRealtime;
  world: RouteWorld;
}

/** A world with the whole cast, before any frame; closed. */
let original: RouteWorld;
const cast: Record<string, Principal> = {};

/** With the whole cast; on PostgreSQL only with those that the caller adds. */
async function setStage(): Promise<Stage> {
  if (isPostgres) {
    const realtime = await startTestRealtime({ env: mailEnv });
    return { realtime, world: await makeRouteWorld({ services: realtime.services }) };
  }
  const { instanceDir } = original.web.services.config;
  const realtime = await startTestRealtime({ env: mailEnv, copyOf: instanceDir });
  return { realtime, world: copyWorld(original, { services: realtime.services }) };
}

/** Identified as far as possible. */
async function enter({ realtime }: Stage, { headers, person }: Principal, column: Column) {
  const Origin = realtime.services.config.publicUrl.origin;
  const socket = await realtime.connect(undefined, { headers: { ...headers, Origin } });
  if (column !== "anonymous") await socket.identify(person!);
  return socket;
}

/** Everything that arrives until the server has answered all frames. */
async function heard(socket: TestSocket, frame: ClientFrame): Promise<ServerFrame[]> {
  const before = socket.frames.length;
  const answered = new Promise<void>((resolve) => {
    socket.onFrame(({ messageType }) => /^(Ack|Refusal)$/.test(messageType) && resolve());
  });
  socket.send(frame);
  if (frame.messageType === "Ping") await socket.next("Pong");
  // The only frame that later ones do not wait for.
  if (frame.messageType === "ChatMessage") await within(answered, patienceMs, () => "No answer.");
  await socket.settle();
  // The pong of `settle` is not an answer to the frame.
  return socket.frames.slice(before, -1);
}

const isRefusal = (frame: ServerFrame): frame is RefusalFrame => frame.messageType === "Refusal";

/** In the form of the table. */
function answerIn(frames: ServerFrame[], isStored: boolean): string {
  const refusal = frames.find(isRefusal);
  if (refusal) return refusal.payload.code;
  const answer = frames.find(({ messageType }) => /^(Opened|Ack|Pong)$/.test(messageType));
  return answer?.messageType ?? (isStored ? "done" : "nothing");
}

let shared: Stage;
let watcher: TestSocket;
beforeAll(async () => {
  if (!isPostgres) original = await makeRouteWorld();
  if (isPostgres) shared = await setStage();
  for (const [who, { make }] of Object.entries(principals)) {
    cast[who] = await make(isPostgres ? shared.world : original);
  }
  if (!isPostgres) {
    closed(original);
    shared = await setStage();
  }
  const { world, realtime } = shared;
  watcher = await realtime.connect(world.people.staff);
  await watcher.identify(world.people.staff);
  watcher.send(frameOf(world, "Open", world.people.staff.id));
  await watcher.next("Opened");
});
afterAll(() => shared.realtime.stop());

/** These change and show nothing, so one world serves all of them. */
const changesNothing = (answer: string, column: Column) =>
  refusals.includes(answer) || table.Open[column] === "not_found" || column === "anonymous";

describe.each(Object.entries(principals))("%s", (who, { column, make }) => {
  test("is refused what it may not do, which changes nothing and shows nothing", async () => {
    const { world } = shared;
    const { person, headers } = cast[who]!;
    const before = [await everything(world), eventsOf(watcher)];
    if (column === "anonymous" && "Authorization" in headers) {
      await expect(enter(shared, cast[who]!, column)).rejects.toThrow("did not accept");
    } else {
      const socket = await enter(shared, cast[who]!, column);
      const senderId = person?.id ?? world.people.staff.id;
      const entered = socket.frames.length;
      for (const kind of kinds) {
        const expected = exceptions[kind]?.[who] ?? table[kind][column];
        if (!changesNothing(expected, column)) continue;
        const real = await heard(socket, frameOf(world, kind, senderId));
        expect([kind, answerIn(real, false)]).toEqual([kind, expected]);
        const ghost = ghostOf(world);
        const none = await heard(socket, frameOf(ghost, kind, senderId));
        if (expected !== "forbidden") expect(withoutIds(none, ghost)).toBe(withoutIds(real, world));
      }
      const own = person ? namesOf(person) : [];
      const said = JSON.stringify(socket.frames.slice(entered));
      const shown = textsOf(world).filter((text) => !own.includes(text) && said.includes(text));
      expect(shown).toEqual([]);
      socket.close();
    }
    await watcher.settle();
    expect([await everything(world), eventsOf(watcher)]).toEqual(before);
  });

  const served = kinds.filter((kind) => !changesNothing(table[kind][column], column));
  if (served.length === 0) return;
  test("may do what the table allows", async () => {
    for (const kind of served) {
      // One change must not affect the next frame.
      const stage = await setStage();
      const principal = isPostgres ? await make(stage.world) : cast[who]!;
      const socket = await enter(stage, principal, column);
      const before = await everything(stage.world);
      const answer = await heard(socket, frameOf(stage.world, kind, principal.person!.id));
      await demandLook(stage.world, principal, socket);
      const isStored = !Bun.deepEquals(await everything(stage.world), before);
      const expected = exceptions[kind]?.[who] ?? table[kind][column];
      expect([kind, answerIn(answer, isStored)]).toEqual([kind, expected]);
      await stage.realtime.stop();
    }
  });
});

/** A client that follows a group from outside, or is sent text of it, has looked in. */
async function demandLook(
  { groupId, web }: RouteWorld,
  { person }: Principal,
  { frames }: TestSocket,
): Promise<void> {
  const { db } = web.services;
  const userId = person!.id;
  const isMember = await db.get`
    select 1 from conversation_members
    where conversation_id = ${groupId} and user_id = ${userId}`;
  const said = frames.filter((frame) => JSON.stringify(frame).includes("Granite"));
  const isShown = frames.some(({ messageType }) => messageType === "Opened") || said.length > 0;
  const looks = await db.all`
    select id from looks where conversation_id = ${groupId} and actor_id = ${userId}`;
  expect(looks).toHaveLength(isShown && !isMember ? 1 : 0);
}

/** The events that someone with the group open receives, without presence. */
function eventsOf({ frames }: TestSocket): ServerFrame[] {
  return frames.filter(({ messageType }) => messageType !== "Pong" && messageType !== "Presence");
}

function withoutIds(frames: ServerFrame[], world: RouteWorld): string {
  const text = JSON.stringify(frames.filter(isRefusal));
  return idsOf(world).reduce((left, id) => left.replaceAll(id, "id"), text);
}
