import { expect, test } from "bun:test";
import type { Schema } from "./openapi_types.ts";
import { rowsOf, typeOf } from "./schema_rows.ts";

test("a field is required only if its schema says so", () => {
  const properties = { name: { type: "string", minLength: 1, maxLength: 120 } };
  const required = (names?: string[]) =>
    rowsOf({ type: "object", properties, ...(names && { required: names }) }).map(
      (row) => row.required,
    );
  expect(required(["name"])).toEqual([true]);
  expect(required([])).toEqual([false]);
  expect(required()).toEqual([false]);
});

const most = Number.MAX_SAFE_INTEGER;
const short = { type: "string", minLength: 1, maxLength: 9 };
const forms: [shown: string, schema: Schema][] = [
  ["any", {}],
  ["string", { type: "string" }],
  ["string (date-time)", { type: "string", format: "date-time" }],
  ["string (1–120)", { type: "string", minLength: 1, maxLength: 120 }],
  ["string (≤ 120)", { type: "string", maxLength: 120 }],
  ["string (≥ 8)", { type: "string", minLength: 8 }],
  ["integer", { type: "integer", minimum: 0, maximum: most }],
  ["integer (≥ 1)", { type: "integer", minimum: 1, maximum: most }],
  ["integer (0–9)", { type: "integer", minimum: 0, maximum: 9 }],
  ['"owner" | "member"', { type: "string", enum: ["owner", "member"] }],
  ["true", { type: "boolean", const: true }],
  ["false", { type: "boolean", const: false }],
  ["string | null", { anyOf: [{ type: "string" }, { type: "null" }] }],
  ["string (1–9)[] (2–500)", { type: "array", items: short, minItems: 2, maxItems: 500 }],
];

test.each(forms)("a type is shown as %p", (shown, schema) => {
  expect(typeOf(schema)).toEqual({ type: shown });
});

test("a type that is described elsewhere, and a list of these, refer to it", () => {
  const member = { $ref: "#/components/schemas/Member" };
  expect(typeOf(member)).toEqual({ type: "Member", refersTo: "Member" });
  expect(typeOf({ type: "array", items: member })).toEqual({
    type: "Member[]",
    refersTo: "Member",
  });
});

test("the fields of nested objects follow, with their path", () => {
  const inner: Schema = {
    type: "object",
    properties: { at: { type: "string", description: "When" } },
    required: ["at"],
  };
  const rows = rowsOf({
    type: "object",
    properties: {
      one: inner,
      perhaps: { anyOf: [{ type: "null" }, inner] },
      list: { type: "array", items: inner },
      last: { type: "boolean" },
    },
    required: ["one"],
  });
  expect(rows.map(({ name, type, required }) => `${name} ${type} ${required}`)).toEqual([
    "one object true",
    "one.at string true",
    "perhaps null | object false",
    "perhaps.at string true",
    "list object[] false",
    "list[].at string true",
    "last boolean false",
  ]);
  expect(rows.map(({ about }) => about)).toEqual(["", "When", "", "When", "", "When", ""]);
});
