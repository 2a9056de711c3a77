/**
 * A sender decides how long a request's body takes. Rights are checked at the moment the request is
 * carried out, not when its header arrived.
 */
import { issueCode, redeemCode } from "#core/identity/codes.ts";
import { codeOf } from "#core/invites/secrets.ts";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { disablePerson, removePerson, editPerson } from "#core/people/manage_people.ts";
import { changeMemberRole, removeFromGroup } from "#core/groups/members.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { endAllSessions, startSession } from "#core/identity/sessions.ts";
import { signToken } from "#core/identity/tokens.ts";
import { patienceMs, testMs } from "#tests/support/patience.ts";
import { within } from "#tests/support/output.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { holdRequest, statusOf } from "#tests/support/raw_http.ts";
import { startWeb } from "#web/main.ts";
import type { Route } from "#web/http/route.ts";
import { routes } from "#web/routes.ts";
import { everything } from "./everything_stored.ts";
import {
  addressOf,
  bodyOf,
  everybodysHash,
  everybodysPassword,
  inputOf,
  makeRouteWorld,
  nameOf,
  type RouteWorld,
} from "./route_world.ts";

setDefaultTimeout(testMs);

type Input = Record<string, unknown>;

interface World extends RouteWorld {
  port: number;
  /** Resolves at the web application's next lookup of a session. */
  recognised: () => Promise<void>;
  end(): Promise<void>;
}

/** Served on a port, with an account that `person` may change. */
async function servedWorld(owner: "overseer" | "member"): Promise<World> {
  const asked: (() => void)[] = [];
  const base = await makeRouteWorld({
    around: (db) => ({
      ...db,
      async get<Row>(text: TemplateStringsArray, ...values: Parameters<typeof db.get>[1][]) {
        const row = await db.get<Row>(text, ...values);
        if (/s\.(token_hash|id) =/.test(text.join(""))) for (const tell of asked.splice(0)) tell();
        return row;
      },
    }),
  });
  const { services } = base.web;
  const person = base.people[owner];
  const own = await sendMessage(person.context, { conversationId: base.groupId, content: "Mine" });
  const { id: sessionId } = await startSession(services, { userId: person.id, device: "Other" });
  const server = startWeb(services.config, services);
  return {
    ...base,
    messageId: own.id,
    other: { ...base.other, actor: { ...base.other.actor, sessionId } },
    port: server.port,
    recognised: () => new Promise((resolve) => asked.push(resolve)),
    async end() {
      await server.stop();
      services.dispose();
    },
  };
}

interface Held {
  route: Route;
  by: TestPerson;
  input?: Input;
  headers?: Record<string, string>;
}

/** Who merges two accounts of their own signs in to the other one; who joins needs a code that works. */
function proofOf({ inviteId, other, web }: World, route: Route): Input {
  if (nameOf(route) === "POST /api/join") return { code: codeOf(web.services, inviteId) };
  const isMerge = ["POST /account/merge", "POST /api/me/merge"].includes(nameOf(route));
  return isMerge ? { email: other.email, password: everybodysPassword } : {};
}

/** The server has the header and the first byte of the body, and knows the sender. */
async function hold(world: World, { route, by, input, headers }: Held) {
  const { type, text } = bodyOf(route, {
    ...inputOf(world, route),
    ...proofOf(world, route),
    ...input,
  });
  const known = route.kind === "api" ? { Authorization: `Bearer ${by.token}` } : undefined;
  const recognised = world.recognised();
  const rest = await holdRequest(world.port, {
    method: route.method,
    path: addressOf(world, route),
    headers: {
      "Content-Type": type,
      Origin: world.web.origin,
      ...(known ?? { Cookie: by.cookie }),
      ...headers,
    },
    body: text || "held=yes",
  });
  await within(recognised, patienceMs, () => "The head was not looked at.");
  return rest;
}

type Way = (world: World, person: TestPerson) => Promise<unknown>;

/** Each of these ends the sender's session. */
const endings: Record<string, Way> = {
  "is signed out everywhere": (_world, { context }) =>
    endAllSessions(context, { keepCurrent: false }),
  "uses a one-time code": async ({ people, web }, { id }) => {
    const { code } = await issueCode(people.staff.context, id);
    await redeemCode(web.services, { code, password: "another good one", address: "192.0.2.1" });
  },
  "is disabled": ({ people }, { id }) => disablePerson(people.staff.context, id),
  "is deleted": ({ people }, { id }) => removePerson(people.staff.context, id),
  "has been signed in for too long": ({ web }, { id }) =>
    web.services.db.transaction(
      (tx) => tx.run`update sessions set expires_at = created_at where user_id = ${id}`,
    ),
};

const demote: Way = ({ people }, { id }) => editPerson(people.staff.context, id, { role: "user" });

/** Fields that the table of inputs lacks and that the request needs to be carried out. */
const inputs: Record<string, Input[]> = {
  "POST /account/password": [{ current: everybodysPassword, password: "quite another one 9" }],
  "POST /groups/create-many": [{ who: "all", pattern: "Lab", by: "groups", count: "1" }],
  "POST /courses/:id/group-plans/:planId": [{ step: "shuffle" }, { step: "create" }],
  "POST /api/users": [{ role: "admin" }],
  "PATCH /api/users/:id": [{ role: "admin" }],
};

const changing = routes.filter(({ method }) => method !== "GET");
/** Groups that students open and what they ask are not for staff; a test of its own is below. */
const isOfStudents = ({ path }: Route) => /\/own-groups|^\/ask$|^\/api\/questions$/.test(path);
/** Members report, appeal against what was decided about them, and change what waits for approval. */
const isOfReporters = ({ path }: Route) => /\/reports?$|\/answers\/|\/held\//.test(path);
/** The plan of this world has made nothing. */
const isOfMade = ({ path }: Route) => path.endsWith("/:planId/undo");
const ofAccounts = changing.filter(
  (route) =>
    route.policy !== "public" && !isOfStudents(route) && !isOfReporters(route) && !isOfMade(route),
);

test("these routes need no account, and each has a proof of its own", () => {
  expect(changing.filter(({ policy }) => policy === "public").map(nameOf)).toEqual([
    "POST /auth/login",
    "POST /auth/register",
    "POST /auth/guest",
    "POST /auth/guest/return",
    "POST /join",
    "POST /join/invite",
    "POST /forgot",
    "POST /auth/logout",
    "POST /setup",
    "POST /language",
    "POST /auth/token",
    "POST /auth/refresh",
  ]);
});

/** @returns the status of a request that changed nothing, though its sender could once send it */
async function statusAfter(way: Way, held: Held, world: World): Promise<number> {
  const rest = await hold(world, held);
  await way(world, held.by);
  const before = await everything(world);
  const status = statusOf(await rest());
  expect(await everything(world)).toEqual(before);
  return status;
}

async function refusedWhen(way: Way, held: Omit<Held, "by">, owner: "overseer" | "member") {
  const world = await servedWorld(owner);
  try {
    return await statusAfter(way, { ...held, by: world.people[owner] }, world);
  } finally {
    await world.end();
  }
}

/** People may change their own account, read about staff, and use an invite, in every role. */
const isForEveryRole = ({ path }: Route) => /^\/(account|about|api\/(me|join))\//.test(`${path}/`);

describe.each(ofAccounts.map((route, index) => [nameOf(route), route, index] as const))(
  "%s",
  (name, route, index) => {
    // What is checked does not depend on the route: each takes its turn with one way.
    const [ending, way] = Object.entries(endings)[index % Object.keys(endings).length]!;
    const roles = isForEveryRole(route) ? "" : "is no longer staff or ";
    for (const input of inputs[name] ?? [{}]) {
      const said = typeof input["step"] === "string" ? ` (${input["step"]})` : "";

      test(`is refused once its sender ${roles}${ending}, and otherwise carried out, however late its body comes${said}`, async () => {
        const world = await servedWorld("overseer");
        const { overseer: by, staff } = world.people;
        const held = { route, input, by };
        try {
          const colleague = await makePerson(world.web.services, {
            role: "admin",
            password: everybodysHash,
          });
          expect(await statusAfter(way, { ...held, by: colleague }, world)).toBe(401);
          if (!isForEveryRole(route)) {
            expect(await statusAfter(demote, held, world)).toBe(404);
            await editPerson(staff.context, by.id, { role: "admin" });
          }
          // Last, because it may change anything, also after its answer.
          const rest = await hold(world, held);
          expect(statusOf(await rest())).toBeLessThan(400);
        } finally {
          await world.end();
        }
      });
    }
  },
);

const ofMembers = [...ofAccounts, ...changing.filter(isOfReporters)].filter(
  ({ path, policy }) => policy === "signed_in" && /^\/(api\/conversation|chat)\/:id/.test(path),
);

describe.each(ofMembers.map((route) => [nameOf(route), route] as const))("%s", (_name, route) => {
  test("is refused once its sender was removed from the group", async () => {
    const leave: Way = ({ people, groupId: conversationId }, { id: userId }) =>
      removeFromGroup(people.staff.context, { conversationId, userId });
    expect(await refusedWhen(leave, { route }, "member")).toBe(404);
  });
});

test("a former moderator can no longer remove messages", async () => {
  const route = routes.find(
    (one) => nameOf(one) === "DELETE /api/conversation/:id/messages/:messageId",
  )!;
  const world = await servedWorld("overseer");
  try {
    const { people, groupId: conversationId } = world;
    const { member, staff } = people;
    const key = { conversationId, userId: member.id };
    await changeMemberRole(staff.context, { ...key, role: "moderator" });
    const rest = await hold(world, { route, by: member });
    await changeMemberRole(staff.context, { ...key, role: "member" });
    const before = await everything(world);
    expect(statusOf(await rest())).toBe(403);
    expect(await everything(world)).toEqual(before);
  } finally {
    await world.end();
  }
});

test("a student who has left the course meanwhile opens no group, and asks nobody", async () => {
  const allow: Way = ({ web, courseId }) =>
    web.services.db.transaction(
      (tx) => tx.run`
        update courses set students_open = 1, ask_team = 1 where id = ${courseId}`,
    );
  const leave: Way = ({ web }, { id }) =>
    web.services.db.transaction((tx) => tx.run`delete from course_members where user_id = ${id}`);
  const both: Way = async (world, person) => [
    await allow(world, person),
    await leave(world, person),
  ];
  for (const name of ["POST /own-groups/create", "POST /ask", "POST /api/questions"]) {
    const route = routes.find((one) => nameOf(one) === name)!;
    expect(await refusedWhen(allow, { route }, "member").catch(() => "changed")).toBe("changed");
    expect(await refusedWhen(both, { route }, "member")).toBe(404);
  }
});

test("a refresh token is useless once its session has ended, even if the request began before", async () => {
  const route = routes.find((one) => nameOf(one) === "POST /auth/refresh")!;
  const world = await servedWorld("member");
  try {
    const { member } = world.people;
    const { id: userId, username, actor } = member;
    const subject = { userId, username, sessionId: actor.sessionId };
    const token = await signToken(world.web.services, subject, "refresh");
    const rest = await holdRequest(world.port, {
      method: route.method,
      path: route.path,
      headers: { Authorization: `Bearer ${token}` },
      body: "{}",
    });
    await endAllSessions(member.context, { keepCurrent: false });
    expect(statusOf(await rest())).toBe(401);
  } finally {
    await world.end();
  }
});
