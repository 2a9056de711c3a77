import { expect, test } from "bun:test";
import { exampleOf, rowsOf } from "./schema_rows.ts";

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

test("the example of a choice is that of its first form", () => {
  const schema = { anyOf: [{ const: "first" }, { const: "second" }] };
  expect(exampleOf(schema, {})).toBe("first");
});

test("the example of an object has an example of each field", () => {
  const schema = { type: "object", properties: { name: { const: "Ada" } } };
  expect(exampleOf(schema, {})).toEqual({ name: "Ada" });
  expect(exampleOf({ type: ["object", "null"], properties: schema.properties }, {})).toEqual({
    name: "Ada",
  });
});
