import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { closeCodes, refusalCodes } from "./codes.ts";

const protocol = readFileSync(new URL("../../docs/PROTOCOL.md", import.meta.url), "utf8");
const rule = (id: string) => protocol.split("\n").find((line) => line.startsWith(`- **${id}**`))!;
const codesIn = (text = "") => [...text.matchAll(/`(\w+)`/g)].map((match) => match[1]!);

test("[R2] the protocol says of each refusal whether the same frame may succeed later", () => {
  const [final, temporary] = rule("R2").split("The codes")[1]!.split(";");
  const codes = Object.entries(refusalCodes);
  for (const [text, expected] of [
    [final, false],
    [temporary, true],
  ] as const) {
    const those = codes.filter(([, { retry }]) => retry === expected).map(([code]) => code);
    expect(codesIn(text).toSorted()).toEqual(those.toSorted());
  }
});

test("[R3] the protocol names each close code", () => {
  const meanings: Record<keyof typeof closeCodes, string> = {
    goingAway: "the server is restarting",
    unidentified: "not identified",
    signedOut: "signed out",
    flooding: "flooding",
    silent: "silent",
  };
  for (const [name, code] of Object.entries(closeCodes)) {
    expect(rule("R3")).toContain(`${code} ${meanings[name as keyof typeof closeCodes]}`);
  }
});
