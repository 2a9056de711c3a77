import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { icons } from "./icons.ts";

const src = join(import.meta.dir, "../..");
const code = [...new Bun.Glob("{ui,web,client}/**/*.{ts,tsx}").scanSync(src)]
  .filter((path) => !path.endsWith("ui/parts/icons.ts") && !path.includes(".test."))
  .map((path) => ({ path, text: readFileSync(join(src, path), "utf8") }));

test("nothing else imports Lucide, so that no script carries an icon's drawing", () => {
  expect(code.filter(({ text }) => text.includes('from "lucide"')).map(({ path }) => path)).toEqual(
    [],
  );
});

test("every icon in the table is used, so that the sprite stays small", () => {
  const unused = Object.keys(icons).filter(
    (name) => !code.some(({ text }) => text.includes(`"${name}"`)),
  );
  expect(unused).toEqual([]);
});
