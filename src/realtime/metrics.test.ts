import { expect, test } from "bun:test";
import { closeCodes } from "#wire/codes.ts";
import { labelOfCloseCode } from "./metrics.ts";

test("close codes that a client may choose share one label, and all others have their own", () => {
  const goingAwayToTooBig = [1000, 1001, 1005, 1006, 1009];
  for (const code of [...goingAwayToTooBig, ...Object.values(closeCodes)]) {
    expect(labelOfCloseCode(code)).toBe(String(code));
  }
  for (const code of [1002, 1010, 3000, 4000, 4999]) expect(labelOfCloseCode(code)).toBe("other");
});
