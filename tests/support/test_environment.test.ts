import { afterEach, expect, test } from "bun:test";
import { testEnvironment } from "./test_environment.ts";

const names = ["CALLER_DIR", "INSTANCE_DIR", "DATABASE_URL", "TEST_DATABASE"];
const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));
afterEach(() => {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

test("tests run without the settings of a real instance or the folder of the caller", () => {
  for (const name of names) process.env[name] = "/elsewhere";
  const { PATH, ...rest } = testEnvironment();
  expect(PATH).toBe(process.env["PATH"]);
  expect(names.map((name) => rest[name])).toEqual([undefined, undefined, undefined, "/elsewhere"]);
});
