/** The files for browsers work in the oldest ones that README names. */
import { beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { buildIfStale } from "#cli/build.ts";
import { newerNamesIn, newerStylesIn, newerSyntaxIn } from "#tests/support/newer_names.ts";

const root = join(import.meta.dir, "..");
let built: { name: string; text: string }[] = [];

beforeAll(async () => {
  await buildIfStale();
  const folder = join(root, ".build");
  const { files } = (await Bun.file(join(folder, "build.json")).json()) as { files: string[] };
  built = await Promise.all(
    files.map(async (name) => ({ name, text: await Bun.file(join(folder, name)).text() })),
  );
});

const scripts = () => built.filter(({ name }) => name.endsWith(".js"));

describe("newer names and syntax are noticed", () => {
  test.each([
    ["let a=URL.parse(b)", "URL.parse"],
    ["Promise.withResolvers()", "Promise.withResolvers"],
    ["a.isSubsetOf(b)", "Set.prototype.isSubsetOf"],
    ["window.requestIdleCallback||0;requestIdleCallback(f)", "requestIdleCallback"],
    ["new Intl.DurationFormat", "Intl.DurationFormat"],
  ])("%s", (script, name) => expect(newerNamesIn(script)).toContain(name));

  test.each([
    "let a=/[\\p{L}--[a-z]]/v;",
    "a(/(?i:b)c/u)",
    "x=/(?<y>a)|(?<y>b)/",
    'new RegExp(a,"gv")',
    "{using a=b()}",
    "async()=>{await using a=b()}",
    'import a from"./b.json"with{type:"json"}',
  ])("%s", (script) => expect(newerSyntaxIn(script)).not.toEqual([]));

  test.each([
    "a{&:hover{color:red}}",
    "a{color:light-dark(red,blue)}",
    "@starting-style{a{opacity:0}}",
    "a{color:rgb(from red r g b)}",
  ])("%s", (styles) => expect(newerStylesIn(styles)).not.toEqual([]));
});

test("what only looks like it is not", () => {
  const script = `a/v,b.map(c),JSON.parse(d),{scheduler:1},e.scheduler,"Main navigation",/(?<f>a)(?:b)(?<!c)/u,"using"`;
  // A property of the window may be missing; the bare name would be an error then.
  const asked =
    "window.requestIdleCallback?.(f);let w=window;w.requestIdleCallback&&w.requestIdleCallback(f)";
  expect([...newerNamesIn(script + asked), ...newerSyntaxIn(script)]).toEqual([]);
  expect(newerStylesIn(".\\[\\&\\>p\\]>p{color:red}@media (width>=40rem){a{color:red}}")).toEqual(
    [],
  );
});

/** Preact uses it to move rows if it exists, and works without it. */
const askedFor = ["Element.prototype.moveBefore"];

test("no script has a name or a syntax that the oldest browsers do not know", () => {
  expect(scripts().length).toBeGreaterThan(2);
  const found = scripts().flatMap(({ name, text }) =>
    [...newerNamesIn(text), ...newerSyntaxIn(text)]
      .filter((what) => !askedFor.includes(what))
      .map((what) => `${name}: ${what}`),
  );
  expect(found).toEqual([]);
});

test("no style needs what the oldest browsers do not know", () => {
  const styles = built.filter(({ name }) => name.endsWith(".css"));
  expect(styles).toHaveLength(1);
  expect(styles.flatMap(({ text }) => newerStylesIn(text))).toEqual([]);
});
