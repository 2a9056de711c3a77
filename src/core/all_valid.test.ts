import { expect, test } from "bun:test";
import { allValid } from "./all_valid.ts";
import { Refusal } from "./refusals.ts";

const refuse = (field: string) => () => {
  throw new Refusal("invalid", { field, reason: "invalid_input" });
};

test("everything that is wrong is in the refusal, and the first of it is the refusal itself", () => {
  const check = () => allValid({ name: refuse("name"), size: () => 3, email: refuse("email") });
  expect(check).toThrow(Refusal);
  try {
    check();
  } catch (error) {
    const { field, also } = error as Refusal;
    expect([field, ...also.map((other) => other.field)]).toEqual(["name", "email"]);
  }
});

test("what is no wrong input ends the checks at once", () => {
  const broken = () => {
    throw new TypeError("broken");
  };
  expect(() => allValid({ name: refuse("name"), broken })).toThrow(TypeError);
});

test("without a refusal, the results are returned by name", () => {
  expect(allValid({ a: () => 1, b: () => "two" })).toEqual({ a: 1, b: "two" });
});
