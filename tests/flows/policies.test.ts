/** Every route of the table, requested by every kind of client. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { systemClock } from "#kit/clock.ts";
import { testMs } from "#tests/support/patience.ts";
import { isPostgres } from "#tests/support/postgres_database.ts";
import type { Route } from "#web/http/route.ts";
import { routes } from "#web/routes.ts";
import { type Principal, principals } from "./principals.ts";
import { policyRows } from "./policy_table.ts";
import { everything } from "./everything_stored.ts";
import {
  addressOf,
  bodyOf,
  closed,
  copyWorld,
  ghostOf,
  idsOf,
  inputOf,
  makeRouteWorld,
  nameOf,
  namesOf,
  type RouteWorld,
  textsOf,
} from "./route_world.ts";

setDefaultTimeout(testMs);

/** Cases in which the account, or how it is proved, matters more than the row. */
const exceptions: Record<string, Record<string, number>> = {
  // A guest has no password to change.
  "POST /account/password": { "a guest outside": 403 },
  "GET /auth/register": { "a guest outside": 200 },
  // This one is asked about the token, which differs from the page's cookie.
  "GET /auth/check": {
    "a student outside, by token": 200,
    "a student's token beside staff's cookie": 200,
    "a member, by token": 200,
    "staff, by token": 200,
    "a teacher of the course, by token": 200,
  },
  // This is what a refresh token is for.
  "POST /auth/refresh": { "staff's refresh token": 200 },
  // Members are not asked why they read their group.
  "GET /chat/:id/look": { "staff in the group": 303 },
};

/** A plan for groups is its author's alone. */
const notTheAuthor = { "staff in the group": 404 };
for (const route of routes.filter(({ path }) => path.includes(":planId"))) {
  exceptions[nameOf(route)] = notTheAuthor;
}

/** Who is in the group may report, whatever their office. */
const reporting = {
  "GET /conversations/:id/messages/:messageId/report": 200,
  "POST /conversations/:id/messages/:messageId/report": 303,
  "GET /people/:id/report": 200,
  "POST /people/:id/report": 303,
  "POST /api/conversation/:id/messages/:messageId/reports": 204,
  "POST /api/conversation/:id/members/:userId/reports": 204,
};
for (const [name, status] of Object.entries(reporting)) {
  exceptions[name] = { "staff in the group": status };
}

interface Cell {
  who: string;
  expected: number;
}

function cellsOf(name: string): Cell[] {
  const row = policyRows().find((one) => nameOf(one) === name)!;
  return Object.entries(principals).map(([who, { column }]) => ({
    who,
    expected: exceptions[name]?.[who] ?? row.expected[column],
  }));
}

/** An answer that neither does nor shows anything: an error, or a redirect to the sign-in page. */
const isRefusal = ({ expected }: Cell) => expected >= 400 || expected === 302;

interface Answer {
  status: number;
  /** The complete answer, without what is new each time. */
  whole: string;
}

/** What is written in the group of a `RouteWorld`: who is shown this without being a member has looked in. */
const written = ["Granite holds", "Slate breaks"];

/** Forgets earlier looks, asks, and demands a look if the answer has text of a group from outside. */
async function askInSight(world: RouteWorld, route: Route, who: Principal): Promise<Answer> {
  const { db } = world.web.services;
  await db.transaction((tx) => tx.run`delete from looks`);
  const userId = who.person?.id ?? "";
  const answer = await ask(world, route, who);
  const isShown = written.some((text) => answer.whole.includes(text));
  const [found] = await db.all<{ member: number; looks: number }>`
    select
      (select cast(count(*) as integer) from conversation_members
        where conversation_id = ${world.groupId} and user_id = ${userId}) as member,
      (select cast(count(*) as integer) from looks
        where conversation_id = ${world.groupId} and actor_id = ${userId}) as looks`;
  const isLook = isShown && found!.member === 0;
  if (isLook) shownFromOutside.add(nameOf(route));
  expect([nameOf(route), found!.looks]).toEqual([nameOf(route), isLook ? 1 : found!.looks]);
  return answer;
}

/** The routes that have shown someone text of a group from outside. */
const shownFromOutside = new Set<string>();

/** Sent by our own page, or by a client with a token. */
async function ask(world: RouteWorld, route: Route, { headers }: Principal): Promise<Answer> {
  const { method } = route;
  const { type, text } = bodyOf(route, inputOf(world, route));
  const own = { Origin: world.web.origin, ...headers };
  const init =
    method === "GET"
      ? { headers: own }
      : { method, headers: { ...own, "Content-Type": type }, body: text };
  const answer = await world.web.request(addressOf(world, route), init);
  const lines = [...answer.headers].filter(([name]) => name !== "x-request-id");
  return { status: answer.status, whole: JSON.stringify([lines, await answer.text()]) };
}

let shared: RouteWorld;
/** The shared world before any request. */
let original: RouteWorld;
const cast: Record<string, Principal> = {};
beforeAll(async () => {
  // A page states when it was created.
  const now = systemClock.now();
  const clock = { ...systemClock, now: () => now };
  original = await makeRouteWorld({ clock });
  for (const [who, { make }] of Object.entries(principals)) cast[who] = await make(original);
  shared = isPostgres ? original : copyWorld(closed(original), { clock });
});

/** In a world of several courses, which the whole cast makes, staff must name one. */
const ofOneCourse = "POST /api/conversations";

/** A world of its own for one request, whose route is the only one: to build all takes longer. */
async function worldFor(who: string, route: Route): Promise<[RouteWorld, Principal]> {
  if (!isPostgres && nameOf(route) !== ofOneCourse)
    return [copyWorld(original, { routes: [route] }), cast[who]!];
  const world = await makeRouteWorld({ routes: [route] });
  return [world, await principals[who]!.make(world)];
}
afterAll(() => shared.web.services.dispose());

test("the table of policies has exactly the application's routes", () => {
  const known = policyRows().map(nameOf);
  expect(known).not.toBeEmpty();
  expect(known.toSorted()).toEqual(routes.map(nameOf).toSorted());
  expect(Object.keys(exceptions).filter((name) => !known.includes(name))).toEqual([]);
});

describe.each(routes.map((route) => [nameOf(route), route] as const))("%s", (name, route) => {
  const [refused, served] = [
    cellsOf(name).filter(isRefusal),
    cellsOf(name).filter((cell) => !isRefusal(cell)),
  ];

  if (refused.length > 0) {
    const missed = refused.filter(({ expected }) => expected === 404);
    const same = missed.length > 0 ? ", and gives the same 404 for what does not exist" : "";
    test(`refuses those it should, changes nothing, and shows nothing${same}`, async () => {
      const before = await everything(shared);
      const askAll = (world: RouteWorld, cells: Cell[]) =>
        Promise.all(
          cells.map(async ({ who }) => [who, await ask(world, route, cast[who]!)] as const),
        );
      const answers = await askAll(shared, refused);
      const ghost = ghostOf(shared);
      const ofGhosts = await askAll(ghost, missed);
      expect(await everything(shared)).toEqual(before);
      const statuses = answers.map(([who, { status }]) => [who, status]);
      expect(statuses).toEqual(refused.map(({ who, expected }) => [who, expected]));
      for (const [who, { status, whole }] of answers) {
        // A form that is shown again contains what its sender may see.
        if (status === 422 || (status === 403 && who === "a tutor of the course")) continue;
        const { person } = cast[who]!;
        const own = person ? namesOf(person) : [];
        const shown = textsOf(shared).filter((text) => !own.includes(text) && whole.includes(text));
        expect([who, shown]).toEqual([who, []]);
      }
      const real = new Map(answers);
      for (const [who, nothing] of ofGhosts) {
        expect([who, withoutIds(nothing, ghost)]).toEqual([
          who,
          withoutIds(real.get(who)!, shared),
        ]);
      }
    });
  }

  if (served.length > 0) {
    test("serves those it should", async () => {
      const statuses: [string, number][] = [];
      for (const { who } of served) {
        if (route.method === "GET") {
          statuses.push([who, (await askInSight(shared, route, cast[who]!)).status]);
          continue;
        }
        // One change must not affect the next request.
        const [world, principal] = await worldFor(who, route);
        statuses.push([who, (await askInSight(world, route, principal)).status]);
        world.web.services.dispose();
      }
      expect(statuses).toEqual(served.map(({ who, expected }) => [who, expected]));
    });
  }
});

test("these routes show staff text of a group that they are not in, and each recorded a look", () => {
  expect([...shownFromOutside].toSorted()).toEqual([
    "GET /api/cases/:caseId",
    "GET /api/conversation/:id/messages",
    "GET /api/conversation/:id/messages/:messageId/removed",
    "GET /api/courses/:id/rules/:ruleId/rehearsal",
    "GET /chat/:id",
    "GET /chat/:id/data",
    "GET /chat/:id/messages/:messageId",
    "GET /courses/:id/rules/:ruleId/rehearsal",
    "GET /moderation/cases/:caseId",
    "POST /api/cases/:caseId/claim",
    "POST /api/cases/:caseId/decision",
    "POST /api/cases/:caseId/outcome",
    "POST /api/conversation/:id/messages/:messageId/restore",
    "POST /chat/:id/original",
  ]);
});

function withoutIds({ whole }: Answer, world: RouteWorld): string {
  // A page names its user.
  const told = whole.replace(/data-person=\\"[^"\\]+/, "");
  return idsOf(world).reduce((text, id) => text.replaceAll(id, "id"), told);
}
