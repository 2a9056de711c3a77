import { expect, test } from "bun:test";
import { joinDraft } from "./join_draft.ts";

test("neither the draft nor the typed text is lost", () => {
  expect(joinDraft("half a thought", "another")).toBe("half a thought\nanother");
  expect(joinDraft("half a thought", "half")).toBe("half a thought\nhalf");
});

test("if there is only one of them, it is the text", () => {
  expect(joinDraft("half a thought", "")).toBe("half a thought");
  expect(joinDraft("", "another")).toBe("another");
  expect(joinDraft("", "")).toBe("");
});

test("a draft that the browser has restored, and its reader continued, is not repeated", () => {
  expect(joinDraft("half a thought", "half a thought")).toBe("half a thought");
  expect(joinDraft("half a thought", "half a thought, or more")).toBe("half a thought, or more");
});
