import { expect, test } from "bun:test";
import { StorageError } from "#storage/database.ts";
import { asRefusal, Refusal } from "./refusals.ts";

test("a refusal's message is its reason's sentence, with the values", () => {
  const params = { max: 120, excess: 3 };
  const refusal = new Refusal("invalid", { reason: "name_long", field: "name", params });
  expect(refusal.message).toBe("3 too many: a name can have at most 120 characters.");
  expect(refusal).toMatchObject({ reason: "name_long", field: "name", params });
  const unfilled = new Refusal("invalid", { reason: "name_long" });
  expect(unfilled.message).toContain("{excess} too many");
  expect(unfilled.params).toEqual({});
});

test("a refusal stays what it is", () => {
  const refusal = new Refusal("limited", { reason: "sending_too_fast", retryAfterMs: 5 });
  expect(asRefusal(refusal)).toBe(refusal);
  expect(refusal).toMatchObject({ retryAfterMs: 5 });
});

test("a failing database is reported by its problem, and an unexpected error without details", () => {
  const refused = (error: unknown) => {
    const { code, reason } = asRefusal(error);
    return [code, reason];
  };
  expect(refused(new StorageError("busy"))).toEqual(["busy", "busy"]);
  expect(refused(new StorageError("full"))).toEqual(["storage_full", "storage_full"]);
  expect(refused(new StorageError("unreadable"))).toEqual(["internal", "disk_error"]);
  expect(refused(new StorageError("moved"))).toEqual(["internal", "database_moved"]);
  const unexpected = asRefusal(new TypeError("a secret of the code"));
  expect(refused(unexpected)).toEqual(["internal", "internal"]);
  expect(JSON.stringify(unexpected) + unexpected.message).not.toContain("secret");
});
