import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildIfStale } from "./build.ts";
import { gzipBytes } from "./build_browser.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "team-chat-build-"));
  for (const folder of ["src/client/entries", "src/ui"]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  write("src/ui/styles.css", "p { color: red }");
  for (const name of ["bun.lock", "package.json", "tsconfig.json"]) write(name, "{}");
});

afterEach(() => rmSync(root, { recursive: true }));

test("a script that does not build is an error that says where, and the last build stays", async () => {
  write("src/client/entries/page.ts", "alert(1)");
  const { "page.js": first } = await buildIfStale(root);
  write("src/client/entries/page.ts", "alert(");
  await expect(buildIfStale(root)).rejects.toThrow(/^src\/client\/entries\/page\.ts:1:6: /);
  expect(built(first)).toBe(true);
});

test("styles that do not build are an error that says why", async () => {
  write("src/ui/styles.css", "p { color: ");
  await expect(buildIfStale(root)).rejects.toThrow(/styles do not build[^]*Missing closing/);
});

test("without any script, only the styles are built", async () => {
  const manifest = await buildIfStale(root);
  expect(Object.keys(manifest)).toEqual(["styles.css"]);
  expect(manifest["styles.css"]).toMatch(/^styles-\w+\.css$/);
});

test("icons become one file of symbols, whose name changes with any of them", async () => {
  mkdirSync(join(root, "src/ui/parts"));
  const names: (string | undefined)[] = [];
  for (const d of ["M1 2", "M3 4"]) {
    write(
      "src/ui/parts/icons.ts",
      `export const icons = { Dot: [["path", { d: "${d}", key: "a" }]] };`,
    );
    names.push((await buildIfStale(root))["icons.svg"]);
  }
  expect(new Set(names).size).toBe(2);
  const sprite = await Bun.file(join(root, ".build", names[1]!)).text();
  expect(sprite).toContain('<symbol id="Dot" viewBox="0 0 24 24"');
  expect(sprite).toContain('<path d="M3 4"/></symbol></svg>');
});

test("an icon that Lucide does not have stops the build", async () => {
  mkdirSync(join(root, "src/ui/parts"));
  write(
    "src/ui/parts/icons.ts",
    'import { None } from "./none.ts";\nexport const icons = { None };',
  );
  write("src/ui/parts/none.ts", "export const Some = [];");
  await expect(buildIfStale(root)).rejects.toThrow(/icons\.ts:1:\d+: .*None/);
});

test("nothing is built if nothing has changed", async () => {
  const manifest = await buildIfStale(root);
  const made = statSync(join(root, ".build/manifest.json")).ino;
  expect(await buildIfStale(root)).toEqual(manifest);
  expect(statSync(join(root, ".build/manifest.json")).ino).toBe(made);
});

test("a changed script gets a new name, and the old file stays for one more build", async () => {
  const names: (string | undefined)[] = [];
  for (const text of ["alert(1)", "alert(2)", "alert(3)"]) {
    write("src/client/entries/page.ts", text);
    names.push((await buildIfStale(root))["page.js"]);
  }
  expect(new Set(names).size).toBe(3);
  expect(names.map(built)).toEqual([false, true, true]);
});

test.each(["wire", "sync", "ui", "client", "kit"])(
  "a change in %s causes a build, because its code may reach the browser",
  async (room) => {
    mkdirSync(join(root, "src", room), { recursive: true });
    write(`src/${room}/shared.ts`, "export const a = 1;");
    write("src/client/entries/page.ts", `import { a } from "../../${room}/shared.ts";\nalert(a);`);
    const { "page.js": first } = await buildIfStale(root);
    write(`src/${room}/shared.ts`, "export const a = 2;");
    expect((await buildIfStale(root))["page.js"]).not.toBe(first);
  },
);

test("only a debuggable build has source maps, and it replaces the other kind", async () => {
  write("src/client/entries/page.ts", "const spoken = 1; alert(spoken)");
  const { "page.js": plain = "" } = await buildIfStale(root);
  expect(built(`${plain}.map`)).toBe(false);
  expect(await Bun.file(join(root, ".build", plain)).text()).not.toContain("sourceMappingURL");
  const { "page.js": debuggable = "" } = await buildIfStale(root, { debuggable: true });
  expect(built(`${debuggable}.map`)).toBe(true);
  const text = await Bun.file(join(root, ".build", debuggable)).text();
  expect(text).toContain(`sourceMappingURL=${debuggable}.map`);
  expect(await buildIfStale(root)).toMatchObject({ "page.js": plain });
});

test("a missing file is built again", async () => {
  const { "styles.css": styles = "" } = await buildIfStale(root);
  rmSync(join(root, ".build", styles));
  await buildIfStale(root);
  expect(built(styles)).toBe(true);
});

test("simultaneous builds do not disturb each other, and leftovers of a dead one are deleted", async () => {
  for (const name of ["page", "chat"]) write(`src/client/entries/${name}.ts`, `alert("${name}")`);
  mkdirSync(join(root, ".build"));
  for (const name of ["styles-1.css", "manifest.json.1"]) write(`.build/${name}`, "unfinished");
  const code = `import { buildIfStale } from ${JSON.stringify(join(import.meta.dir, "build.ts"))};
    console.log(JSON.stringify(await buildIfStale(${JSON.stringify(root)})));`;
  const builds = Array.from({ length: 4 }, () =>
    Bun.spawn([process.execPath, "-e", code], { stdio: ["ignore", "pipe", "pipe"] }),
  );
  const said = await Promise.all(
    builds.map(async ({ stdout, stderr }) => [
      await new Response(stdout).text(),
      await new Response(stderr).text(),
    ]),
  );
  const manifest = await Bun.file(join(root, ".build/manifest.json")).json();
  for (const one of said) expect(one).toEqual([`${JSON.stringify(manifest)}\n`, ""]);
  const names = readdirSync(join(root, ".build")).toSorted((a, b) => a.localeCompare(b));
  const files = ["build.json", "lock", "manifest.json", ...Object.values(manifest as object)];
  expect(names).toEqual((files as string[]).toSorted((a, b) => a.localeCompare(b)));
});

test("every icon in the table is in the sprite", async () => {
  const { "icons.svg": name = "" } = await buildIfStale();
  const sprite = await Bun.file(join(import.meta.dir, "../../.build", name)).text();
  const { icons } = await import("../ui/parts/icons.ts");
  const drawn = Array.from(
    sprite.matchAll(/<symbol id="(\w+)"[^>]*>(?:<\w+ [^>]+\/>)+<\/symbol>/g),
  );
  expect(drawn.map(([, id]) => id!)).toEqual(Object.keys(icons));
});

test("the first scripts of the chat page take at most 47 kB in gzip", async () => {
  await buildIfStale();
  const bytes = await gzipBytes("chat_en.js");
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(47_000);
});

function write(path: string, text: string): void {
  writeFileSync(join(root, path), text);
}

function built(name = ""): boolean {
  return name !== "" && existsSync(join(root, ".build", name));
}

test("a build made by one user can be served by another", async () => {
  write("src/client/entries/page.ts", "alert(1)");
  const before = process.umask(0o077);
  await buildIfStale(root);
  expect(process.umask(before)).toBe(0o077);
  const names = readdirSync(join(root, ".build"));
  expect(names.length).toBeGreaterThan(3);
  for (const name of ["", ...names]) {
    expect(statSync(join(root, ".build", name)).mode & 0o044).toBe(0o044);
  }
});
