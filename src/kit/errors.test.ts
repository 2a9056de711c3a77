import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { errorCode, errorMessage } from "./errors.ts";

test("an error of the system has a code, and others have their text", () => {
  let missing: unknown;
  try {
    readFileSync("/nowhere");
  } catch (error) {
    missing = error;
  }
  expect(errorCode(missing)).toBe("ENOENT");
  expect(errorCode(new Error("late"))).toBe("Error: late");
  expect(errorCode("thrown text")).toBe("thrown text");
});

test("whatever was thrown has a message", () => {
  expect(errorMessage(new TypeError("late"))).toBe("late");
  expect(errorMessage("thrown text")).toBe("thrown text");
  expect(errorMessage(undefined)).toBe("undefined");
});
