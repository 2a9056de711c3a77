/** The description of an input matches what the server accepts: both get the same examples. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import fc from "fast-check";
import { createRateLimits } from "#core/rates.ts";
import { type ApiWorld, apiWorld } from "#tests/support/api.ts";
import { testMs } from "#tests/support/patience.ts";
import type { OpenApi, Schema } from "#web/api/openapi_types.ts";
import type { Method } from "#web/http/route.ts";

setDefaultTimeout(testMs);

let world: ApiWorld;
let document: OpenApi;
beforeAll(async () => {
  world = await apiWorld();
  document = (await world.ask("GET", "/api/openapi.json")).json as OpenApi;
});
afterAll(() => world.services.dispose());

const about = new Set(["description", "examples"]);
const rules: Record<string, (value: never, rule: never) => boolean> = {
  type: (value: unknown, rule: string) =>
    rule === "integer" ? Number.isInteger(value) : typeof value === rule,
  enum: (value: string, rule: string[]) => rule.includes(value),
  minLength: (value: string, rule: number) => Array.from(value).length >= rule,
  maxLength: (value: string, rule: number) => Array.from(value).length <= rule,
  pattern: (value: string, rule: string) => new RegExp(rule, "u").test(value),
  minimum: (value: number, rule: number) => value >= rule,
  maximum: (value: number, rule: number) => value <= rule,
};

/** Validates a value as JSON Schema 2020-12 does. @throws for unknown keywords */
function fits(schema: Schema, value: unknown): boolean {
  return Object.entries(schema).every(([keyword, rule]) => {
    if (about.has(keyword)) return true;
    const judge = rules[keyword];
    if (!judge) throw new Error(`No rule for ${keyword}`);
    return judge(value as never, rule as never);
  });
}

interface Field {
  method: Method;
  /** As in the description: `/api/users/{id}`. */
  path: string;
  name: string;
  /** Other fields of the body. */
  beside?: () => Record<string, unknown>;
}

function schemaOf({ method, path, name }: Field): Schema {
  const operation = document.paths[path]?.[method.toLowerCase()];
  const body = operation?.requestBody?.content["application/json"].schema;
  const inQuery = operation?.parameters.find((one) => one.in === "query" && one.name === name);
  const schema = body?.properties?.[name] ?? inQuery?.schema;
  if (!schema) throw new Error(`${method} ${path} describes no ${name}`);
  return schema;
}

/** Whether the server accepts it. A conflict with existing data is not the form's fault. */
async function takes({ method, path, name, beside }: Field, value: unknown): Promise<boolean> {
  const { admin, mira, group, ask, services } = world;
  Object.assign(services.rates, createRateLimits(services.clock));
  const address = path
    .replace("/users/{id}", `/users/${mira.id}`)
    .replace("{id}", group)
    .replace("{messageId}", "none");
  const query = new URLSearchParams({ [name]: String(value) }).toString();
  const reads = method === "GET" || method === "DELETE";
  const answer = await ask(method, reads ? `${address}?${query}` : address, {
    by: admin,
    ...(!reads && { json: { ...beside?.(), [name]: value } }),
  });
  expect([200, 201, 404, 409, 422]).toContain(answer.status);
  return answer.status !== 422;
}

const newUser = { method: "POST", path: "/api/users", name: "password" } as const;
const change = { method: "PATCH", path: "/api/users/{id}" } as const;
const messages = "/api/conversation/{id}/messages";
const fields = {
  "a message": { method: "POST", path: messages, name: "content" },
  "a client's id": {
    method: "POST",
    path: messages,
    name: "client_id",
    beside: () => ({ content: "Hello" }),
  },
  "a group's name": { method: "PATCH", path: "/api/conversation/{id}", name: "name" },
  "a group's description": { method: "PATCH", path: "/api/conversation/{id}", name: "description" },
  "a person's name": { ...change, name: "name" },
  "an address": { ...change, name: "email" },
  "a user name": { ...change, name: "username" },
  "a reason": { method: "DELETE", path: `${messages}/{messageId}`, name: "reason" },
} satisfies Record<string, Field>;

const signs = fc.constantFrom(..."aB7@.-_ äß漢é\t\r\n\0(),😀".split(/(?:)/u));
const odd = fc.oneof(
  fc.string({ unit: signs, maxLength: 12 }),
  fc
    .tuple(
      fc.constantFrom("a", "ä@", "- ", "\0", "."),
      fc.constantFrom(1, 33, 121, 255, 2_001, 8_001),
    )
    .map(([sign, count]) => sign.repeat(count)),
);
const word = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(..."abcxyz0189".split("")), minLength: min, maxLength: max });

const good: Record<keyof typeof fields, fc.Arbitrary<string>> = {
  "a message": fc.oneof(word(1, 8_000), fc.constant("two\nlines"), fc.constant("😀")),
  "a client's id": word(1, 128),
  "a group's name": fc.oneof(word(1, 120), fc.constant("Gruppe 1 – Übung")),
  "a group's description": fc.oneof(word(0, 2_000), fc.constant("")),
  "a person's name": fc.oneof(word(1, 120), fc.constant("Jörg Müller")),
  "an address": fc
    .tuple(word(1, 40), word(1, 20), word(2, 6))
    .map(([local, domain, top]) => `${local}@${domain}.${top}`),
  "a user name": word(3, 32),
  "a reason": word(0, 200),
};

describe.each(Object.keys(fields) as (keyof typeof fields)[])("of %s", (title) => {
  test("whatever the description refuses, the server refuses", async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(odd, async (value) => {
        if (fits(schemaOf(fields[title]), value)) return;
        refused += 1;
        expect({ value, taken: await takes(fields[title], value) }).toEqual({
          value,
          taken: false,
        });
      }),
      { numRuns: 150 },
    );
    expect(refused).toBeGreaterThan(5);
  });

  test("both accept an ordinary value", async () => {
    await fc.assert(
      fc.asyncProperty(good[title], async (value) => {
        expect(fits(schemaOf(fields[title]), value)).toBe(true);
        expect({ value, taken: await takes(fields[title], value) }).toEqual({ value, taken: true });
      }),
      { numRuns: 25 },
    );
  });

  test("both refuse NUL", async () => {
    const value = "abc\0def@uni.example";
    expect(fits(schemaOf(fields[title]), value)).toBe(false);
    expect(await takes(fields[title], value)).toBe(false);
  });
});

test("a new person's username may be missing or blank", async () => {
  const field: Field = { ...newUser, name: "username" };
  const person = { name: "Ole Weber", email: "ole@uni.example.edu", role: "guest" };
  for (const value of ["", " ", "ole-weber"]) {
    expect(fits(schemaOf(field), value)).toBe(true);
    expect(await takes({ ...field, beside: () => person }, value)).toBe(true);
  }
});

test("numbers in a query mean the same to both, to the last digit", async () => {
  const before = { method: "GET", path: messages, name: "before" } as const;
  const limit = { ...before, name: "limit" } as const;
  for (const [field, value] of [
    [before, 1],
    [before, 999_999_999_999_999],
    [before, 1_000_000_000_000_000],
    [before, Number.MAX_SAFE_INTEGER],
    [before, Number.MAX_SAFE_INTEGER + 1],
    [before, 0],
    [before, -1],
    [before, 1.5],
    [limit, 1_000],
    [limit, 1_001],
  ] as const) {
    const fitting = fits(schemaOf(field), value);
    expect({ value, taken: await takes(field, value) }).toEqual({ value, taken: fitting });
  }
});
