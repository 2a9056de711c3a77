/** `run.sh dev` in a checkout of its own, whose files are changed. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { call, type Calling, called, makeCheckout } from "#tests/support/checkout.ts";
import { testMs } from "#tests/support/patience.ts";
import { freePorts } from "#tests/support/ports.ts";

setDefaultTimeout(testMs);

const checkout = makeCheckout({ whole: true });
const [web = 0, realtime = 0, inspect = 0] = freePorts(3);
const env = {
  INSTANCE_DIR: join(checkout.folder, "instance"),
  WEB_PORT: `${web}`,
  REALTIME_PORT: `${realtime}`,
};
const health = "src/web/health/routes.ts";
const entry = "src/client/entries/page.ts";

afterAll(() => checkout.dispose());

describe("dev refuses", () => {
  test("a production installation", async () => {
    const production = { ...env, TEAM_CHAT_ENV: "production" };
    const { code, text } = await called(checkout, ["dev"], { from: "/", env: production });
    expect(text).toEndWith("dev is for development: with TEAM_CHAT_ENV=production use start.");
    expect(code).toBe(1);
  });

  test.each(["0.0.0.0:6499", "65535"])("a debugger at %s", async (port) => {
    const { code, text } = await called(checkout, ["dev", `--inspect=${port}`], { from: "/", env });
    expect(text).toEndWith(`--inspect takes a port from 1 to 65534, not ${port}.`);
    expect(code).toBe(2);
  });
});

describe("while dev runs", () => {
  let dev: Calling;

  beforeAll(async () => {
    dev = call(checkout, ["dev", `--inspect=${inspect}`], { from: "/", env });
    await dev.output.line((line) => line.includes("Team Chat is running"));
    await dev.output.line((line) => line.includes("Waiting for changes"));
  });

  /** Writes the files, and resolves with the next line about the result. */
  async function save(files: Record<string, string>, said: RegExp): Promise<string> {
    const from = dev.output.lines.length;
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(checkout.folder, path, ".."), { recursive: true });
      // As many editors do it: the file appears complete.
      writeFileSync(join(checkout.folder, `${path}~`), text);
      renameSync(join(checkout.folder, `${path}~`), join(checkout.folder, path));
    }
    return dev.output.line((line) => said.test(line), from);
  }

  const read = (path: string) => readFileSync(join(checkout.folder, path), "utf8");
  const answer = async (path: string) => (await fetch(`http://127.0.0.1:${web}${path}`)).text();

  test("a file that does not parse is reported with its line, and the old version keeps running", async () => {
    const text = read(health);
    const line = text.split("\n").findIndex((one) => one.includes('status: "ok"')) + 1;
    const said = await save({ [health]: text.replace('status: "ok"', 'status "ok"') }, /routes/);
    expect(said).toStartWith(`${health}:${line}:`);
    await dev.output.line((one) => one === "The servers keep running the last version.");
    expect(await answer("/healthz")).toBe('{"status":"ok"}');
    const from = dev.output.lines.length;
    const half = `import { no } from "./not_yet.ts";\n${text}\nno;`;
    expect(await save({ [health]: half }, /not_yet/)).toStartWith(`${health}:1:`);
    expect(dev.output.lines.slice(from).join("\n")).not.toContain("Restarted");
  });

  test("a changed file and a new one that it imports restart the server that uses them, once", async () => {
    const from = dev.output.lines.length;
    const text = read(health).replace("./not_yet.ts", "./new/word.ts").replace("\nno;", "");
    const files = {
      "src/web/health/new/word.ts": `export const no = "new";\n`,
      [health]: text.replace(/status:? "ok"/, "status: no"),
    };
    expect(await save(files, /^Restarted/)).toStartWith("Restarted web in ");
    expect(await answer("/healthz")).toBe('{"status":"new"}');
    const events = dev.output.lines.slice(from).filter((line) => /^Restarted|died/.test(line));
    expect(events).toHaveLength(1);
  });

  test("a changed browser script is served under a new name, with its source map", async () => {
    const asset = async () => /\/assets\/page-\w+\.js/.exec(await answer("/auth/login"))?.[0] ?? "";
    const before = await asset();
    const text = `${read(entry)}\ndocument.title = "changed while running";\n`;
    expect(await save({ [entry]: text }, /^Restarted/)).toStartWith("Restarted web in ");
    const now = await asset();
    expect(now).not.toBe(before);
    expect(await answer(now)).toContain("changed while running");
    const map = JSON.parse(await answer(`${now}.map`)) as { sources: string[] };
    expect(map.sources.join()).toContain(entry);
  });

  test("a change of shared code restarts both servers, and debuggers find them at the same addresses", async () => {
    const path = "src/kit/plain_answer.ts";
    const debuggers = () => [
      ...new Set(dev.output.lines.filter((line) => /^\s+ws:\/\/127\.0\.0\.1:\d+\//.test(line))),
    ];
    const before = debuggers();
    expect(before).toHaveLength(2);
    const said = await save({ [path]: `${read(path)}\n// Changed.\n` }, /^Restarted/);
    expect(said).toStartWith("Restarted web and realtime in ");
    expect(debuggers()).toEqual(before);
    for (const address of before) await opens(address.trim());
  });

  test("Ctrl-C stops everything", async () => {
    dev.kill("SIGINT");
    await dev.output.ended;
    expect(await dev.exited).toBe(0);
    await expect(fetch(`http://127.0.0.1:${web}/healthz`)).rejects.toThrow();
  });
});

/** @throws when nothing accepts a connection there */
async function opens(address: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = new WebSocket(address);
  socket.addEventListener("open", () => resolve());
  socket.addEventListener("error", () => reject(new Error(`Nobody answers at ${address}`)));
  await promise;
  socket.close();
}
