import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { home } from "#kit/home.ts";
import { buildIfStale, buildServersIfStale } from "./build.ts";
import { currentServers, hashSources } from "./last_build.ts";
import { bundledScripts, sourceScript } from "./server_scripts.ts";

const scripts = {
  start: "src/cli/start_built.ts",
  web: "src/web/main.ts",
  realtime: "src/realtime/main.ts",
  maker: "src/core/maker/worker.ts",
};

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "team-chat-servers-"));
  for (const name of ["bun.lock", "package.json", "tsconfig.json"]) write(name, "{}");
  write("src/ui/styles.css", "p { color: red }");
  write("src/core/word.sql", "first");
  for (const path of Object.values(scripts)) {
    const word = `./${relative(dirname(path), "src/core/word.sql")}`;
    write(path, `import word from "${word}" with { type: "text" };\nconsole.log(word);`);
  }
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test("code that does not build is an error that says where, and the last bundles stay", async () => {
  const folder = await build();
  write(scripts.web, "\nconsole.log(");
  await expect(build()).rejects.toThrow(/^src\/web\/main\.ts:2:12: /);
  expect(await saidBy(folder, "web")).toBe("first");
  expect(currentServers(root)).toBeUndefined();
});

test("a change of any file that a bundle may contain makes it stale", async () => {
  await buildIfStale(root);
  const first = await build();
  expect(currentServers(root)).toBe(first);
  write("src/core/word.sql", "second");
  expect(currentServers(root)).toBeUndefined();
  const second = await build();
  expect(second).not.toBe(first);
  expect(await saidBy(second, "web")).toBe("second");
  expect(currentServers(root)).toBe(second);
});

test("nothing is current while the browser's files are stale or missing", async () => {
  await build();
  expect(currentServers(root)).toBeUndefined();
  await buildIfStale(root);
  expect(currentServers(root)).toBeDefined();
  await buildIfStale(root, { debuggable: true });
  expect(currentServers(root)).toBeUndefined();
});

test("an edit that is taken back is served from the bundles of that text", async () => {
  const first = await build();
  write("src/core/word.sql", "second");
  await build();
  write("src/core/word.sql", "first");
  expect(await build()).toBe(first);
  expect(await saidBy(first, "realtime")).toBe("first");
});

test("a change of tests alone makes nothing stale", async () => {
  const folder = await build();
  write("src/core/word.test.ts", "throw 1;");
  expect(await build()).toBe(folder);
});

test("bundles are as strict as modules, and know where they are after a move", async () => {
  write("src/kit/home.ts", readFileSync(join(home, "src/kit/home.ts"), "utf8"));
  write(
    scripts.web,
    `import { home } from "../kit/home.ts";
    console.log(home, (function () { return this; })());`,
  );
  const folder = await build();
  const moved = `${root} moved`;
  renameSync(root, moved);
  expect(await saidBy(folder.replace(root, moved), "web")).toBe(`${moved} undefined`);
  renameSync(moved, root);
});

test("bundles stay for one more build, and a server that outlives them runs its source", async () => {
  const folders: string[] = [];
  for (const word of ["one", "two", "three"]) {
    write("src/core/word.sql", word);
    folders.push(await build());
  }
  expect(folders.map((folder) => existsSync(folder))).toEqual([false, true, true]);
  expect(bundledScripts(folders[1]!)("web")).toBe(join(folders[1]!, "web.js"));
  expect(bundledScripts(folders[0]!)("web")).toBe(sourceScript("web"));
  expect(existsSync(sourceScript("web"))).toBe(true);
});

test("building the browser's files twice leaves the servers' bundles alone", async () => {
  const folder = await build();
  for (const color of ["red", "green"]) {
    write("src/ui/styles.css", `p { color: ${color} }`);
    await buildIfStale(root);
  }
  expect(await saidBy(folder, "web")).toBe("first");
});

test("after a build that was killed half-way, the next one builds everything", async () => {
  // Reading a pipe waits for a writer, so the build does not come to an end.
  const path = join(root, scripts.realtime);
  rmSync(path);
  expect(Bun.spawnSync(["mkfifo", path]).exitCode).toBe(0);
  mkdirSync(join(root, ".build"));
  const child = building();
  await appears((name) => name.startsWith("servers-"));
  child.kill("SIGKILL");
  await child.exited;
  expect(child.signalCode).toBe("SIGKILL");
  expect(existsSync(join(root, ".build/servers.json"))).toBe(false);
  rmSync(path);
  write(scripts.realtime, 'console.log("whole")');
  const folder = await build();
  expect(await saidBy(folder, "realtime")).toBe("whole");
  const left = readdirSync(join(root, ".build")).filter((name) => name.startsWith("servers-"));
  expect(left).toEqual([basename(folder)]);
});

test("simultaneous builds make the same bundles once", async () => {
  mkdirSync(join(root, ".build"));
  const outputs = await Promise.all([1, 2, 3].map(() => said(building())));
  const folder = await build();
  for (const output of outputs) expect(output).toEqual([`${folder}\n`, ""]);
  expect(readdirSync(join(root, ".build")).toSorted()).toEqual(
    ["lock", basename(folder), "servers.json"].toSorted(),
  );
});

test("stale bundles in a folder that cannot be written are not used", async () => {
  const folder = await build();
  protect(0o555);
  // Root may write everywhere.
  const drop = process.getuid?.() === 0 ? "process.setgid(65534); process.setuid(65534);" : "";
  expect(await said(building(drop))).toEqual([`${folder}\n`, ""]);
  protect(0o755);
  write("src/core/word.sql", "second");
  protect(0o555);
  expect(await said(building(drop))).toEqual(["undefined\n", ""]);
  protect(0o755);
});

test("every file of our bundles is one whose change makes them stale, or is in a locked package", async () => {
  const folder = (await buildServersIfStale())!;
  const hashed = hashSources(home);
  for (const name of Object.keys(scripts)) {
    const file = join(folder, `${name}.js.map`);
    const { sources } = JSON.parse(readFileSync(file, "utf8")) as { sources: string[] };
    const paths = sources.map((path) => resolve(dirname(file), path));
    expect(paths).toContain(join(home, scripts[name as keyof typeof scripts]));
    const own = paths.filter((path) => !path.includes("/node_modules/"));
    for (const path of own) expect(hashed.has(path.slice(home.length + 1))).toBe(true);
  }
});

async function build(): Promise<string> {
  return (await buildServersIfStale(root)) ?? "read-only";
}

/** A build in a process of its own, which first does what `before` says. */
function building(before = "") {
  const code = `import { buildServersIfStale } from ${JSON.stringify(join(import.meta.dir, "build.ts"))};
    ${before}
    console.log(await buildServersIfStale(${JSON.stringify(root)}));`;
  return Bun.spawn([process.execPath, "-e", code], { stdio: ["ignore", "pipe", "pipe"] });
}

async function said({ stdout, stderr }: ReturnType<typeof building>): Promise<string[]> {
  return Promise.all([new Response(stdout).text(), new Response(stderr).text()]);
}

async function saidBy(folder: string, name: string): Promise<string> {
  const child = Bun.spawn([process.execPath, join(folder, `${name}.js`)], { stdout: "pipe" });
  return (await new Response(child.stdout).text()).trim();
}

/** Resolves when .build/ contains such a file. */
function appears(fits: (name: string) => boolean): Promise<void> {
  const folder = join(root, ".build");
  return new Promise((done) => {
    const look = () => {
      if (!readdirSync(folder).some(fits)) return;
      watcher.close();
      done();
    };
    const watcher = watch(folder, look);
    look();
  });
}

/** Sets who may write into the checkout and into its build. */
function protect(mode: number): void {
  for (const place of [root, join(root, ".build")]) chmodSync(place, mode);
}

/** As editors do it: the file appears complete. */
function write(path: string, text: string): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, `${path}~`), text);
  renameSync(join(root, `${path}~`), join(root, path));
}
