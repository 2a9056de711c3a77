/** `run.sh start` in a checkout of its own, whose files are changed between starts. */
import { afterAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { call, called, makeCheckout } from "#tests/support/checkout.ts";
import { testMs } from "#tests/support/patience.ts";
import { freePorts } from "#tests/support/ports.ts";

setDefaultTimeout(testMs);

const checkout = makeCheckout({ name: "über 100%25 (1)", whole: true });
const [web = 0, realtime = 0] = freePorts(2);
const env = {
  INSTANCE_DIR: join(checkout.folder, "instance"),
  WEB_PORT: `${web}`,
  REALTIME_PORT: `${realtime}`,
  LOG_FORMAT: "json",
};
/** Its change makes no page's script stale. */
const file = "src/realtime/listen.ts";
const original = read(file);

afterAll(() => checkout.dispose());

describe("start builds what was edited:", () => {
  test("code that does not parse is refused with its line, before a server runs", async () => {
    write(file, original.replace('status: "ok"', 'status "ok"'));
    const { code, text } = await called(checkout, ["start"], { from: "/", env });
    const line = 1 + original.split("\n").findIndex((one) => one.includes('status: "ok"'));
    expect(text).toStartWith(`${file}:${line}:`);
    expect(text).not.toContain('"started"');
    expect(code).toBe(1);
    write(file, original);
  });

  test("an import of a file that does not exist is refused too", async () => {
    write(file, `import "./missing.ts";\n${original}`);
    const { code, text } = await called(checkout, ["start"], { from: "/", env });
    expect(text).toStartWith(`${file}:1:`);
    expect(code).toBe(1);
    write(file, original);
  });

  test("the next start serves the edit, and the one after it what was there before", async () => {
    expect(await answerOfStart()).toBe('{"status":"ok"}');
    write(file, original.replace('status: "ok"', 'status: "edited"'));
    expect(await answerOfStart()).toBe('{"status":"edited"}');
    write(file, original);
    expect(await answerOfStart()).toBe('{"status":"ok"}');
  });
});

describe("a start with nothing to build", () => {
  test("runs the bundles", async () => {
    expect(await answerOfStart()).toBe('{"status":"ok"}');
    const bundle = bundleOf("realtime");
    const text = read(bundle);
    write(bundle, text.replace('status: "ok"', 'status: "bundled"'));
    expect(await answerOfStart()).toBe('{"status":"bundled"}');
    write(bundle, text);
  });

  test("still refuses other words, and explains itself", async () => {
    const wrong = await called(checkout, ["start", "now"], { from: "/", env });
    expect(wrong.text).toContain("start runs web, realtime, or both, but not now.");
    expect(wrong.code).toBe(2);
    const help = await called(checkout, ["start", "--help"], { from: "/", env });
    expect(help.text).toContain("run the web application and the socket server until Ctrl-C");
    expect(help.code).toBe(0);
  });

  test("says in the same words what stops it", async () => {
    const other = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
    const taken = { ...env, WEB_PORT: `${other.port}` };
    const bundled = await called(checkout, ["start"], { from: "/", env: taken });
    write(file, `${original}\n`);
    const fromSource = await called(checkout, ["start"], { from: "/", env: taken });
    write(file, original);
    other.stop(true);
    expect(bundled.text).toContain(`Port ${other.port} is taken`);
    expect(bundled).toEqual(fromSource);
    expect(bundled.code).toBe(1);
  });

  test("builds again what was deleted", async () => {
    const bundle = bundleOf("realtime");
    const text = read(bundle);
    rmSync(join(checkout.folder, bundle));
    expect(await answerOfStart()).toBe('{"status":"ok"}');
    expect(read(bundle)).toBe(text);
  });
});

test("stack traces in the log name the file and the line of the source", async () => {
  const broken = original.replace('status: "ok"', "status: [].at(0)!.toString()");
  expect(broken).not.toBe(original);
  write(file, broken);
  const running = await start();
  expect((await fetch(`http://127.0.0.1:${realtime}/healthz`)).status).toBe(500);
  const line = 1 + broken.split("\n").findIndex((one) => one.includes("at(0)"));
  const said = await running.output.line((one) => one.includes("toString"));
  expect(said).toContain(`${join(checkout.folder, file)}:${line}:`);
  expect(said).not.toContain(".build");
  await running.stop();
  write(file, original);
});

async function start() {
  const { output, exited, kill } = call(checkout, ["start"], { from: "/", env });
  await Promise.race([
    output.line((line) => line.includes("Team Chat is running")),
    exited.then((code) => Promise.reject(new Error(`${code}: ${output.lines.join("\n")}`))),
  ]);
  return {
    output,
    async stop() {
      kill("SIGTERM");
      await output.ended;
      expect(await exited).toBe(0);
    },
  };
}

async function answerOfStart(): Promise<string> {
  const running = await start();
  const answer = await (await fetch(`http://127.0.0.1:${realtime}/healthz`)).text();
  await running.stop();
  return answer;
}

/** The path of a server's bundle in the newest build. */
function bundleOf(name: string): string {
  const { manifest } = JSON.parse(read(".build/servers.json")) as {
    manifest: Record<string, string>;
  };
  const path = `.build/${manifest[name]}`;
  expect(existsSync(join(checkout.folder, path))).toBe(true);
  return path;
}

function read(path: string): string {
  return readFileSync(join(checkout.folder, path), "utf8");
}

function write(path: string, text: string): void {
  writeFileSync(join(checkout.folder, path), text);
}
