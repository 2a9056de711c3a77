import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { z } from "zod";
import { sendMessage } from "#core/messages/messages.ts";
import { newHash } from "#core/identity/passwords.ts";
import { type ApiWorld, apiWorld, type Asked } from "#tests/support/api.ts";
import { tryCases } from "#tests/support/described_cases.ts";
import { tryPlans } from "#tests/support/described_plans.ts";
import { makePerson } from "#tests/support/people.ts";
import type { OpenApi, Operation, Schema } from "#web/api/openapi_types.ts";
import { refusal } from "#web/api/schemas.ts";
import type { Route } from "#web/http/route.ts";
import { finishAct } from "#core/bulk/run_acts.ts";
import { routes } from "#web/routes.ts";
import { tryActs, tryBin, trySets } from "./described_groups.ts";
import { tryHeld } from "./described_held.ts";
import { tryRemoved } from "./described_messages.ts";
import { textsOf } from "#ui/text/catalogue.ts";

let world: ApiWorld;
let document: OpenApi;
let operations: { path: string; method: string; operation: Operation }[];

beforeAll(async () => {
  world = await apiWorld({
    env: { SMTP_URL: "smtp://mail.example.edu", MAIL_FROM: "chat@uni.example.edu" },
  });
  const answer = await world.ask("GET", "/api/openapi.json");
  expect(answer.status).toBe(200);
  document = answer.json as OpenApi;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
});
afterAll(() => world.services.dispose());

/** It only ever refuses, as in the original, so there is nothing to call. */
const refusing = (route: Route) => route.method === "GET" && route.path === "/auth/token";

const apiOfOthers = routes.filter(
  (route) =>
    route.kind === "api" &&
    (route.path.startsWith("/api/") || route.path.startsWith("/auth/")) &&
    !refusing(route),
);

describe("the description", () => {
  test("lists exactly the API's routes", () => {
    expect(apiOfOthers.length).toBeGreaterThan(25);
    for (const { method, path } of apiOfOthers) {
      const described = document.paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
      expect([method, path, described !== undefined]).toEqual([method, path, true]);
    }
    const table = routes.map(({ method, path }) => `${method} ${path}`);
    for (const { method, path } of operations) {
      expect(table).toContain(`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`);
    }
  });

  test("gives each operation a unique id, a listed tag and its path's parameters", () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations) {
      expect(document.tags.map(({ name }) => name)).toContain(operation.tags[0]!);
      const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
      const places = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
      expect(inPath.map(({ name }) => name)).toEqual(places);
      expect(Object.keys(operation.responses).some((status) => status.startsWith("2"))).toBe(true);
    }
  });

  test("has an example of each body, which the server would accept", () => {
    const bodies = routes.flatMap(({ documentation }) => documentation?.body ?? []);
    expect(bodies.length).toBeGreaterThan(10);
    for (const body of bodies) {
      const { examples = [] } = z.toJSONSchema(body, { io: "input" });
      expect(examples).toHaveLength(1);
      expect(body.parse(examples[0])).toEqual(examples[0]);
    }
  });

  test("refers only to what exists, and defines only what is used", () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
    expect(references.length).toBe(text.split('"$ref"').length - 1);
    const used = new Set(references.map(([, kind, name]) => `${kind}/${name}`));
    const present = (["schemas", "responses"] as const).flatMap((kind) =>
      Object.keys(document.components[kind]).map((name) => `${kind}/${name}`),
    );
    expect([...used].toSorted()).toEqual(present.toSorted());
  });

  test("says that every route needs an account, except for tokens and server checks", () => {
    const open = operations.filter(({ operation }) => operation.security?.length === 0);
    expect(open.map(({ path }) => path).toSorted()).toEqual([
      "/api/openapi.json",
      "/auth/refresh",
      "/auth/token",
      "/healthz",
      "/readyz",
    ]);
  });

  test("has a German translation of every sentence", () => {
    const { words } = textsOf("de").api;
    const said = [
      ...document.tags.map(({ name }) => name),
      ...operations.map(({ operation }) => operation.summary),
      ...descriptions(operations.map(({ operation }) => operation.parameters)),
      ...descriptions(operations.map(({ operation }) => operation.requestBody)),
      ...descriptions(operations.map(({ operation }) => contents(operation))),
      ...descriptions(document.components.schemas),
    ];
    expect(said.length).toBeGreaterThan(40);
    expect([...new Set(said)].filter((sentence) => !words[sentence])).toEqual([]);
    expect(Object.keys(words).filter((word) => !JSON.stringify(document).includes(word))).toEqual(
      [],
    );
  });
});

function contents({ responses }: Operation): unknown[] {
  return Object.values(responses).map((each) => "content" in each && each.content);
}

/** Every description within schemas, at any depth. */
function descriptions(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = (value as Schema).description;
  const inner = Object.entries(value).flatMap(([key, each]) =>
    key === "examples" ? [] : descriptions(each),
  );
  return typeof own === "string" ? [own, ...inner] : inner;
}

describe("the descriptions match the answers", () => {
  const tried = new Set<string>();
  const isDescribed = async (
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    route: string,
    asked: Asked & { path?: string } = {},
  ) => {
    const documentation = routes.find(
      (each) => each.method === method && each.path === route,
    )?.documentation;
    expect(documentation).toBeDefined();
    tried.add(`${method} ${route}`);
    const answer = await world.ask(method, asked.path ?? route, asked);
    expect([route, answer.status]).toEqual([route, documentation!.status ?? 200]);
    if (!documentation!.answer) {
      expect(answer.text).toBe("");
      return undefined;
    }
    // The schema drops unknown fields, so the rest must be everything.
    expect(documentation!.answer.parse(answer.json)).toEqual(answer.json);
    return answer.json;
  };

  const tryGroups = async () => {
    const { admin, mira, tarik, group } = world;
    const own = `/api/conversation/${group}`;
    const sent = await sendMessage(mira.context, { conversationId: group, content: "a" });
    await sendMessage(mira.context, { conversationId: group, content: "b", clientId: "c-1" });
    const removed = `${own}/messages/${sent.id}`;
    const one = "/api/conversation/:id/messages/:messageId";
    await isDescribed("PATCH", one, { by: mira, path: removed, json: { content: "aa" } });
    await tryCases(world, isDescribed, sent.id);
    await tryHeld(world, isDescribed);
    await isDescribed("DELETE", one, { by: admin, path: `${removed}?reason=rude&hand_back=true` });
    await tryRemoved(world, isDescribed, removed);
    await isDescribed("DELETE", one, { by: admin, path: removed });
    const all = "/api/conversation/:id/messages";
    const by = mira;
    await isDescribed("POST", all, { by, path: `${own}/messages`, json: { content: "c" } });
    await isDescribed("GET", all, { by, path: `${own}/messages?limit=2` });
    await isDescribed("GET", all, { by, path: `${own}/messages` });
    await isDescribed("GET", "/api/conversation/:id", { by, path: own });
    const mine = `/api/user/${mira.id}/conversations`;
    await isDescribed("GET", "/api/user/:id/conversations", { by, path: mine });
    await isDescribed("GET", "/api/conversations", { by });
    await isDescribed("GET", "/api/conversations", { by: admin });
    const look = { by: admin, path: `${own}/looks`, json: { reason: "Lab 3" } };
    await isDescribed("POST", "/api/conversation/:id/looks", look);
    await isDescribed("GET", "/api/conversation/:id/looks", { by, path: `${own}/looks` });
    await isDescribed("GET", "/api/log", { by: admin });
    await isDescribed("GET", "/api/log/settings", { by: admin });
    const settings = { teachers_read: false, kept_days: 365 };
    await isDescribed("PUT", "/api/log/settings", { by: admin, json: settings });
    const read = { by, path: `${own}/read`, json: { seq: 1 } };
    await isDescribed("POST", "/api/conversation/:id/read", read);
    const members = "/api/conversation/:id/members";
    await isDescribed("GET", members, { by, path: `${own}/members` });
    const json = { members: [{ user_id: tarik.id }] };
    await isDescribed("POST", members, { by: admin, path: `${own}/members`, json });
    await isDescribed("PUT", members, { by: admin, path: `${own}/members`, json });
    const member = { by: admin, path: `${own}/members/${tarik.id}` };
    const change = { ...member, json: { role: "moderator" } };
    await isDescribed("PATCH", "/api/conversation/:id/members/:userId", change);
    await isDescribed("DELETE", "/api/conversation/:id/members/:userId", member);
    const made = { by: admin, json: { name: "Team 9" } };
    await isDescribed("POST", "/api/conversations", made);
    await isDescribed("PUT", "/api/conversations/order", { by: admin, json: { ids: [] } });
    const slow = { mode: "slow", seconds: 30, reason: "Read first." };
    const restricted = { by: admin, path: `${own}/mode`, json: slow };
    await isDescribed("PUT", "/api/conversation/:id/mode", restricted);
    const renamed = { by: admin, path: own, json: { name: "Team 8" } };
    await isDescribed("PATCH", "/api/conversation/:id", renamed);
    await isDescribed("DELETE", "/api/conversation/:id", { by: admin, path: own });
    await tryBin(world, isDescribed);
    await trySets(world, isDescribed);
    await tryActs(world, isDescribed);
  };

  const tryCourses = async () => {
    const { admin: by, mira, tarik } = world;
    const json = { name: "Graphs", present_name: "Programming" };
    const { course } = (await isDescribed("POST", "/api/courses", { by, json })) as {
      course: { id: string };
    };
    await isDescribed("GET", "/api/courses", { by });
    await isDescribed("PUT", "/api/course-order", { by, json: { ids: [course.id] } });
    const path = `/api/courses/${course.id}`;
    const change = { by, path, json: { term: "Winter", tutors_see: "own", colour: "red" } };
    await isDescribed("PATCH", "/api/courses/:id", change);
    const copy = { by, path: `${path}/copy`, json: { name: "Graphs", term: "Summer" } };
    await isDescribed("POST", "/api/courses/:id/copy", copy);
    await isDescribed("POST", "/api/courses/:id/archive", { by, path: `${path}/archive` });
    await isDescribed("POST", "/api/courses/:id/restore", { by, path: `${path}/restore` });
    await isDescribed("GET", "/api/courses/:id/groups", { by, path: "/api/courses/first/groups" });
    await isDescribed("POST", "/api/questions", {
      by: mira,
      json: { course_id: "first", content: "May I hand in a day later?" },
    });
    const people = { by, path: `${path}/people` };
    const added = { ...people, json: { emails: [mira.email, tarik.email], role: "student" } };
    await isDescribed("POST", "/api/courses/:id/people", added);
    await isDescribed("GET", "/api/courses/:id/people", people);
    const opens = { by, path, json: { students_open: true } };
    await isDescribed("PATCH", "/api/courses/:id", opens);
    const sheet = { by: mira, json: { name: "Sheet 4", course_id: course.id } };
    const { conversation } = (await isDescribed("POST", "/api/own-groups", sheet)) as {
      conversation: { id: string };
    };
    const own = `/api/own-groups/${conversation.id}`;
    const more = { by: mira, path: `${own}/people`, json: { emails: [tarik.email] } };
    await isDescribed("POST", "/api/own-groups/:id/people", more);
    await isDescribed("POST", "/api/own-groups/:id/leave", { by: tarik, path: `${own}/leave` });
    const one = { by, path: `${path}/people/${mira.id}` };
    const role = { ...one, json: { role: "tutor" } };
    await isDescribed("PATCH", "/api/courses/:id/people/:userId", role);
    const end = { ...one, path: `${one.path}/end`, json: { until: "2030-12-31" } };
    await isDescribed("PUT", "/api/courses/:id/people/:userId/end", end);
    await isDescribed("DELETE", "/api/courses/:id/people/:userId", one);
    const next = { by, path: `${path}/teacher`, json: { user_id: tarik.id } };
    await isDescribed("POST", "/api/courses/:id/teacher", next);
  };

  const tryPeopleAndTokens = async () => {
    const { admin: by, services } = world;
    await isDescribed("GET", "/api/me", { by });
    await isDescribed("GET", "/api/users", { by });
    const json = { name: "Nia", email: "nia@uni.example.edu", role: "user" };
    const made = (await isDescribed("POST", "/api/users", { by, json })) as {
      user: { id: string };
    };
    const path = `/api/users/${made.user.id}`;
    await isDescribed("GET", "/api/users/:id", { by, path });
    await isDescribed("PATCH", "/api/users/:id", { by, path, json: { role: "guest" } });
    await isDescribed("PATCH", "/api/users/:id", { by, path, json: { role: "user" } });
    await isDescribed("POST", "/api/users/:id/code", { by, path: `${path}/code` });
    await isDescribed("POST", "/api/users/:id/code/mail", { by, path: `${path}/code/mail` });
    await isDescribed("POST", "/api/codes/mail", { by, json: {} });
    await isDescribed("POST", "/api/codes", { by, json: {} });
    const waiting = (await isDescribed("GET", "/api/mails", { by })) as { mails: { id: string }[] };
    const mail = `/api/mails/${waiting.mails[0]!.id}`;
    await isDescribed("POST", "/api/mails/:id/retry", { by, path: `${mail}/retry` });
    await isDescribed("DELETE", "/api/mails/:id", { by, path: mail });
    await isDescribed("GET", "/api/codes/teachers", { by });
    await isDescribed("PUT", "/api/codes/teachers", { by, json: { allowed: false } });
    await isDescribed("POST", "/api/users/:id/disable", { by, path: `${path}/disable` });
    await isDescribed("POST", "/api/users/:id/enable", { by, path: `${path}/enable` });
    const again = await makePerson(services, { password: await newHash("once more") });
    const proof = { by, json: { email: again.email, password: "once more" } };
    await isDescribed("POST", "/api/me/merge", proof);
    const twice = await makePerson(services);
    const merge = { by, path: `/api/users/${twice.id}/merge`, json: { into: by.id } };
    await isDescribed("POST", "/api/users/:id/merge", merge);
    await isDescribed("DELETE", "/api/users/:id", { by, path });
    const password = await newHash("correct horse");
    const { email } = await makePerson(services, { password });
    const signIn = { json: { email, password: "correct horse" } };
    const tokens = (await isDescribed("POST", "/auth/token", signIn)) as Record<string, string>;
    const bearer = (token = "") => ({ headers: { Authorization: `Bearer ${token}` } });
    await isDescribed("POST", "/auth/refresh", bearer(tokens["refresh_token"]));
    await isDescribed("GET", "/auth/check", bearer(tokens["access_token"]));
    await isDescribed("GET", "/healthz");
    await isDescribed("GET", "/readyz");
    await isDescribed("GET", "/api/openapi.json");
  };

  const tryImports = async () => {
    const { admin: by } = world;
    const all = "/api/courses/:id/imports";
    const path = "/api/courses/first/imports";
    const json = {
      list: "Name;E-Mail;Gruppe\nMio;mio@uni.example.edu;Team 77\nNo;;\n",
      title: "a",
    };
    const made = async () => {
      const { import: one } = (await isDescribed("POST", all, { by, path, json })) as {
        import: { id: string };
      };
      return `${path}/${one.id}`;
    };
    const [first, second] = [await made(), await made()];
    await isDescribed("GET", all, { by, path });
    await isDescribed("GET", `${all}/:importId`, { by, path: first });
    const change = { columns: { "0": "name" }, keep: { "0": false }, same: { "2": true } };
    const correction = { by, path: first, json: { ...change, leave: [], make_groups: true } };
    await isDescribed("PATCH", `${all}/:importId`, correction);
    await isDescribed("POST", `${all}/:importId/apply`, { by, path: `${first}/apply` });
    await finishAct(world.services, first.split("/").at(-1)!);
    await isDescribed("POST", `${all}/:importId/codes`, { by, path: `${first}/codes` });
    await isDescribed("POST", `${all}/:importId/codes/mail`, { by, path: `${first}/codes/mail` });
    await isDescribed("POST", `${all}/:importId/undo`, { by, path: `${first}/undo` });
    await isDescribed("DELETE", `${all}/:importId`, { by, path: second });
  };

  const tryInvites = async () => {
    const { admin: by, mira } = world;
    const all = "/api/courses/:id/invites";
    const path = "/api/courses/first/invites";
    const expires_at = new Date(world.services.clock.now() + 3_600_000).toISOString();
    const json = { role: "tutor", expires_at, uses_max: 3 };
    const { invite } = (await isDescribed("POST", all, { by, path, json })) as {
      invite: { id: string; code: string };
    };
    await isDescribed("GET", all, { by, path });
    await isDescribed("POST", "/api/join", { by: mira, json: { code: invite.code } });
    const one = `${path}/${invite.id}`;
    await isDescribed("GET", `${all}/:inviteId`, { by, path: one });
    const [waiting, address] = ["/api/courses/:id/waiting", "/api/courses/first/waiting"];
    await isDescribed("GET", waiting, { by, path: address });
    const people = [{ invite_id: invite.id, user_id: mira.id }];
    await isDescribed("POST", waiting, { by, path: address, json: { accept: false, people } });
    await isDescribed("DELETE", `${all}/:inviteId`, { by, path: one });
  };

  test("of every route", async () => {
    await tryGroups();
    await tryImports();
    await tryInvites();
    await tryPlans(isDescribed, world.admin);
    await tryCourses();
    await tryPeopleAndTokens();
    const described = routes.filter(({ documentation }) => documentation);
    expect([...tried].toSorted()).toEqual(
      described.map(({ method, path }) => `${method} ${path}`).toSorted(),
    );
  });

  test("for refusals", async () => {
    const asked = [
      await world.ask("GET", "/api/me"),
      await world.ask("GET", "/api/no-such-thing", { by: world.mira }),
      await world.ask("GET", "/api/users?page=x", { by: world.admin }),
    ];
    expect(asked.map(({ status }) => status)).toEqual([401, 404, 422]);
    for (const { json } of asked) expect(refusal.parse(json)).toEqual(Object(json));
  });
});

test("the page for people shows every request, also in German, without scripts or styles in it", async () => {
  for (const locale of ["en", "de"] as const) {
    const { api } = textsOf(locale);
    const page = await world.ask("GET", "/api/docs", { headers: { "Accept-Language": locale } });
    expect(page.status).toBe(200);
    expect(page.headers.get("Content-Type")).toStartWith("text/html");
    for (const { operation } of operations) {
      expect(page.text).toContain(`id="${operation.operationId}"`);
    }
    expect(page.text).toMatch(new RegExp(`<h1[^>]*>${api.title}</h1>`));
    expect(page.text).not.toMatch(/ style=|<script(?! type="module" src=)/);
    expect(page.text.match(/<h1/g)).toHaveLength(1);
  }
});
