import { expect, test } from "bun:test";
import { joinDraft } from "./join_draft.ts";

test("neither a draft nor what was typed beside it is lost", () => {
  expect(joinDraft("half a thought", "another")).toBe("half a thought\nanother");
  expect(joinDraft("half a thought", "half")).toBe("half a thought\nhalf");
});

test("where there is only one of them, that is the text", () => {
  expect(joinDraft("half a thought", "")).toBe("half a thought");
  expect(joinDraft("", "another")).toBe("another");
  expect(joinDraft("", "")).toBe("");
});

test("a draft that the browser has put back into the field, and that was gone on with, is there once", () => {
  expect(joinDraft("half a thought", "half a thought")).toBe("half a thought");
  expect(joinDraft("half a thought", "half a thought, or more")).toBe("half a thought, or more");
});
