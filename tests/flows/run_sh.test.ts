import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  setDefaultTimeout,
  test,
} from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call, called, type Checkout, makeCheckout } from "#tests/support/checkout.ts";
import { testMs } from "#tests/support/patience.ts";
import { freePorts } from "#tests/support/ports.ts";

setDefaultTimeout(testMs);

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "team-chat-caller-")));
const made: Checkout[] = [];
const checkout = (...options: Parameters<typeof makeCheckout>) => {
  made.push(makeCheckout(...options));
  return made.at(-1)!;
};
afterEach(() => made.splice(0).forEach((one) => one.dispose()));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let folders = 0;
const newFolder = (name = `folder-${folders++}`) => {
  const folder = join(scratch, name);
  mkdirSync(folder);
  return folder;
};

describe("run.sh stops with one line for", () => {
  for (const name of ["week#1", "really?", String.raw`back\slash`, "two\nlines"]) {
    test(`a folder called ${JSON.stringify(name)}`, async () => {
      const { code, text } = await called(checkout({ name }), ["cli", "check"], { from: "/" });
      expect(text).toContain("cannot work below a folder with");
      expect(code).toBe(1);
    });
  }

  test("neither npm nor Bun on the machine", async () => {
    const copy = checkout();
    rmSync(join(copy.path.split(":")[0]!, "bun"));
    const tools = toolsOnly("sh", "sed", "head", "dirname", "readlink", "mkdir", "cp", "rm");
    const { code, text } = await called({ ...copy, path: tools }, ["cli", "check"], { from: "/" });
    expect(text).toEndWith("Install Node.js 20 or newer (nodejs.org), or Bun (bun.com).");
    expect(code).toBe(1);
  });

  test("a command that does not exist, and a call without a command", async () => {
    const copy = checkout();
    const wrong = await called(copy, ["nonsense"], { from: "/" });
    expect(wrong.text).toEndWith('run.sh: there is no command "nonsense"');
    expect(wrong.code).toBe(1);
    expect((await called(copy, ["build", "novenv"], { from: "/" })).code).toBe(2);
  });
});

describe("Bun is fetched as the repository describes it", () => {
  const read = (file: string) =>
    JSON.parse(readFileSync(join(import.meta.dir, "../..", file), "utf8")) as {
      engines: { bun: string };
      optionalDependencies: Record<string, string>;
      packages: Record<string, { version?: string; integrity?: string; resolved?: string }>;
    };

  test("in the version that package.json names, each package with its hash", () => {
    const { bun } = read("package.json").engines;
    const wanted = read("deploy/bun/package.json").optionalDependencies;
    const { "": _, ...locked } = read("deploy/bun/package-lock.json").packages;
    expect(Object.keys(locked)).toEqual(Object.keys(wanted).map((name) => `node_modules/${name}`));
    for (const { version, integrity, resolved } of Object.values(locked)) {
      expect(version).toBe(bun);
      expect(integrity).toStartWith("sha512-");
      expect(resolved).toBeUndefined();
    }
    expect(new Set(Object.values(wanted))).toEqual(new Set([bun]));
  });

  test("by npm, or by another Bun if there is no npm, and no package's script runs", async () => {
    for (const program of ["npm", "bun"]) {
      const copy = checkout();
      rmSync(join(copy.path.split(":")[0]!, "bun"));
      const tools = toolsOnly("sh", "sed", "head", "dirname", "readlink", "mkdir", "cp", "rm");
      writeFileSync(join(tools, program), '#!/bin/sh\necho "$0 $*"\nexit 7\n');
      chmodSync(join(tools, program), 0o755);
      const { code, text } = await called({ ...copy, path: tools }, ["cli", "check"], {
        from: "/",
      });
      expect(text).toMatch(program === "npm" ? /failed: npm ci / : /failed: bun install .*frozen/);
      expect(text).toContain("--ignore-scripts");
      expect(code).toBe(1);
    }
  });
});

describe("a Bun that cannot be used is told apart:", () => {
  const installed = (script: string) => {
    const copy = checkout();
    rmSync(join(copy.path.split(":")[0]!, "bun"));
    const names = ["sh", "sed", "head", "dirname", "readlink", "mkdir", "cp", "rm", "cat", "chmod"];
    const tools = toolsOnly(...names);
    writeFileSync(join(tools, "npm"), `#!/bin/sh\n${script}\n`);
    chmodSync(join(tools, "npm"), 0o755);
    return called({ ...copy, path: tools }, ["cli", "check"], { from: "/" });
  };

  test("one that npm did not download, because it skips optional packages silently", async () => {
    const { code, text } = await installed("exit 0");
    expect(text).toMatch(/run\.sh: Bun [\d.]+ could not be downloaded\. Check the network/);
    expect(code).toBe(1);
  });

  test("one that does not run on this machine", async () => {
    const place = ".bun/node_modules/@oven/bun-of-another-machine/bin";
    const { code, text } = await installed(
      `mkdir -p ${place}; echo "no program" > ${place}/bun; chmod +x ${place}/bun`,
    );
    expect(text).toMatch(/run\.sh: Bun [\d.]+ was installed into \.bun\/ but does not run/);
    expect(code).toBe(1);
  });
});

describe("nothing depends on the caller's folder", () => {
  let hostile: string;
  beforeAll(() => {
    hostile = newFolder("hostile");
    const files: Record<string, string> = {
      "tsconfig.json":
        '{ "compilerOptions": { "jsx": "react", "paths": { "#core/*": ["./no/*"] } } }',
      "bunfig.toml": 'preload = ["./stop.ts"]\njsx = "react"\n[test]\npreload = ["./stop.ts"]\n',
      "stop.ts": 'throw new Error("the caller\'s folder was read");',
      ".env": "WEB_PORT=the caller's\nINSTANCE_DIR=/nonexistent\n",
      "package.json": '{ "type": "commonjs", "imports": { "#core/*": "./no/*" } }',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(hostile, name), text);
  });
  const commands: [string[], code: number, says: string][] = [
    [["build"], 0, "Up to date: "],
    [["reset", "--yes"], 0, "Rebuilt: "],
    [["cli", "init-db"], 0, "db.sqlite3"],
    [["cli", "check"], 1, "There is no database"],
    [["test", "src/kit/ids.test.ts"], 0, ", 0 failed"],
    [["bench", "--help"], 0, "Usage: ./run.sh bench"],
    [["drill", "--help"], 0, "Usage: ./run.sh drill"],
  ];
  for (const [words, code, says] of commands) {
    test(`${words.join(" ")} from a folder with settings of its own`, async () => {
      const env = { INSTANCE_DIR: newFolder() };
      const outcome = await called(checkout(), words, { from: hostile, env });
      expect(outcome.text).toContain(says);
      expect(outcome.text).not.toContain("Error");
      expect(outcome.code).toBe(code);
    });
  }

  test("start from such a folder serves pages until it is stopped", async () => {
    const { pages, stop } = await started(["start"], { from: hostile });
    const page = await fetch(`${pages}/auth/login`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("<form");
    expect(await stop()).toBe(0);
  });

  test("relative settings start in the checkout, a command's paths in the caller's folder", async () => {
    const copy = checkout({ whole: true });
    const from = newFolder();
    const env = { INSTANCE_DIR: "data", DATABASE_URL: "sqlite:data/chat.sqlite3" };
    expect((await called(copy, ["cli", "init-db"], { from, env })).code).toBe(0);
    expect(existsSync(join(copy.folder, "data", "chat.sqlite3"))).toBe(true);
    expect((await called(copy, ["cli", "backup", "copy.sqlite3"], { from, env })).code).toBe(0);
    expect(existsSync(join(from, "copy.sqlite3"))).toBe(true);
  });
});

describe("run.sh can be called", () => {
  const links: [string, (link: string, door: string) => string][] = [
    ["through a link", (link, door) => (symlinkSync(door, link), link)],
    [
      "through a link to a link, the first a relative one",
      (link, door) => {
        symlinkSync(door, `${link}-far`);
        symlinkSync(`./${link.split("/").at(-1)}-far`, link);
        return link;
      },
    ],
  ];
  for (const [title, make] of links) {
    test(title, async () => {
      const copy = checkout();
      const door = make(join(newFolder(), "team-chat"), copy.door);
      const env = { INSTANCE_DIR: newFolder() };
      const { text } = await called(copy, ["cli", "check"], { from: "/", env, door });
      expect(text).toContain(`There is no database at ${env.INSTANCE_DIR}`);
    });
  }

  test("through a folder that is a link, and by a name on the PATH", async () => {
    const copy = checkout();
    const folder = join(newFolder(), "current");
    symlinkSync(copy.folder, folder);
    const env = { INSTANCE_DIR: newFolder() };
    expect(
      (await called(copy, ["cli", "init-db"], { from: "/", env, door: `${folder}/run.sh` })).code,
    ).toBe(0);
    const path = `${folder}:${copy.path}`;
    expect(
      (await called({ ...copy, path }, ["cli", "check"], { from: "/", env, door: "run.sh" })).code,
    ).toBe(0);
  });

  for (const name of [
    "per%20cent",
    'it\'s a "ü" (1) & $x; [y] {z} 日本',
    "-dash",
    "colon:comma,",
  ]) {
    test(`in a folder called ${name}`, async () => {
      const env = { INSTANCE_DIR: newFolder() };
      const copy = checkout({ name, whole: true });
      const { code, text } = await called(copy, ["cli", "init-db"], { from: "/", env });
      expect({ code, text: text.split("\n").length }).toEqual({ code: 0, text: 1 });
    });
  }
});

describe("the settings file beside run.sh", () => {
  const elsewhere = () => join(newFolder(), "elsewhere");

  test("yields to a folder that the environment names", async () => {
    const copy = checkout();
    const [named, written] = [elsewhere(), elsewhere()];
    writeFileSync(join(copy.folder, ".env"), `INSTANCE_DIR=${written}\n`);
    await called(copy, ["cli", "init-db"], { from: "/", env: { INSTANCE_DIR: named } });
    expect(existsSync(join(named, "db.sqlite3"))).toBe(true);
    expect(existsSync(written)).toBe(false);
  });

  test("names the folder of the database", async () => {
    const copy = checkout();
    const written = elsewhere();
    writeFileSync(join(copy.folder, ".env"), `INSTANCE_DIR=${written}\n`);
    expect(await called(copy, ["cli", "init-db"], { from: "/" })).toMatchObject({ code: 0 });
    expect(existsSync(join(written, "db.sqlite3"))).toBe(true);
  });
});

describe("the original's option for a start without a Python environment works:", () => {
  test("start novenv", async () => {
    const { pages, stop } = await started(["start", "novenv"], { from: "/" });
    expect((await fetch(`${pages}/healthz`)).status).toBe(200);
    expect(await stop()).toBe(0);
  });

  test("reset novenv", async () => {
    const env = { INSTANCE_DIR: newFolder() };
    const { code, text } = await called(checkout(), ["reset", "novenv"], { from: "/", env });
    expect(text).toStartWith("Rebuilt: ");
    expect(code).toBe(0);
  });
});

async function started(words: string[], { from }: { from: string }) {
  const [web = 0, realtime = 0] = freePorts(2);
  const env = {
    INSTANCE_DIR: newFolder(),
    WEB_PORT: `${web}`,
    REALTIME_PORT: `${realtime}`,
  };
  const { output, exited, kill } = call(checkout(), words, { from, env });
  await Promise.race([
    output.line((line) => line.includes("Team Chat is running")),
    exited.then((code) => Promise.reject(new Error(`${code}: ${output.lines.join("\n")}`))),
  ]);
  return {
    pages: `http://127.0.0.1:${web}`,
    async stop() {
      kill("SIGTERM");
      await output.ended;
      return exited;
    },
  };
}

/** @returns a folder with these programs of the system and no others */
function toolsOnly(...names: string[]): string {
  const folder = newFolder();
  for (const name of names) symlinkSync(Bun.which(name)!, join(folder, name));
  return folder;
}
