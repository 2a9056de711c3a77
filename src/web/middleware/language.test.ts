import { expect, test } from "bun:test";
import { preferred } from "./language.ts";

const german = [
  "de",
  "DE",
  "de-AT",
  "de-Latn-CH-1996",
  "de,en",
  "de, en;q=1",
  "fr, de;q=0.5, en;q=0.4",
  "en;q=0.1, de ; Q=0.2",
  "en;q=0, *",
  "*;q=0.5, en;q=0",
  "en;q=0.5, *;q=0.7",
  "de-AT, de;q=0.8, en;q=0.9",
  `${"fr,".repeat(332)}  de`,
];
const english = [
  undefined,
  "",
  "*",
  "den",
  "deu",
  "de_DE",
  "fr",
  "en",
  "en-US,de;q=0.9",
  "en;q=0.5",
  "de;q=0",
  "de;q=0, en;q=0",
  "de;q=0.000",
  "de-AT;q=1, de;q=0",
  "de;q=2",
  "de;q=-1",
  "de;q=x",
  "de;q=0.1234",
  "de;q=0.3, en;q=0.301",
  ",;,;q=1",
  "x-de",
  `${"fr,".repeat(333)}de`,
  `${"fr,".repeat(5_000)}de`,
];

test.each(german)("%p gives German", (header) => {
  expect(preferred(header)).toBe("de");
});
test.each(english)("%p does not give German", (header) => {
  expect(preferred(header)).toBe("en");
});
