import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  setDefaultTimeout,
  test,
} from "bun:test";
import { existsSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "#tests/support/ports.ts";
import { runCommand, startSystem, type System } from "#tests/support/system.ts";
import { testMs } from "#tests/support/patience.ts";

setDefaultTimeout(testMs);

const nobodysFolder = join(tmpdir(), `team-chat-nobodys-${process.pid}`);

describe("what stops a start", () => {
  afterEach(() => {
    const made = existsSync(nobodysFolder);
    rmSync(nobodysFolder, { recursive: true, force: true });
    expect(made).toBe(false);
  });

  test("a port in use, naming the setting that changes it", async () => {
    const other = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
    const [web, realtime] = freePorts(2);
    for (const setting of ["WEB_PORT", "REALTIME_PORT"]) {
      const env = { WEB_PORT: `${web}`, REALTIME_PORT: `${realtime}`, INSTANCE_DIR: nowhere() };
      const { exitCode, text } = await start({ ...env, [setting]: `${other.port}` });
      expect(exitCode).toBe(1);
      expect(text).toContain(`Port ${other.port} is taken`);
      expect(text).toContain(`${setting}=`);
    }
    other.stop(true);
  });

  test("one port for both servers", async () => {
    const env = { WEB_PORT: "7001", REALTIME_PORT: "7001", INSTANCE_DIR: nowhere() };
    const { exitCode, text } = await start(env);
    expect(exitCode).toBe(1);
    expect(text).toContain("WEB_PORT and REALTIME_PORT are both 7001");
  });

  test("an invalid setting, in one line that names it", async () => {
    const { exitCode, text } = await start({ WEB_PORT: "many", INSTANCE_DIR: nowhere() });
    expect(exitCode).toBe(1);
    expect(text.trim().split("\n")).toHaveLength(1);
    expect(text).toContain("WEB_PORT=many");
  });

  const reached: [title: string, setting: string, value: string][] = [
    ["on an address that other machines reach", "HOST", "0.0.0.0"],
    ["behind a proxy's address", "PUBLIC_URL", "https://chat.example.edu"],
    ["under a name that only begins like this machine's", "PUBLIC_URL", "http://localhost.a.edu"],
    ["with sockets behind a proxy's address", "WS_URL", "wss://chat.example.edu/ws"],
    ["that believes a proxy", "TRUST_PROXY", "yes"],
  ];
  for (const [title, setting, value] of reached) {
    test(`development ${title}`, async () => {
      const [web, realtime] = freePorts(2);
      const ports = { WEB_PORT: `${web}`, REALTIME_PORT: `${realtime}` };
      const WS_URL = value.startsWith("https:") ? "wss://chat.example.edu/ws" : "";
      const env = { ...ports, WS_URL, INSTANCE_DIR: nowhere(), [setting]: value };
      const { exitCode, text } = await start(env);
      expect(exitCode).toBe(1);
      expect(text.trim().split("\n")).toHaveLength(1);
      expect(text).toContain(`${setting}=${value} `);
      expect(text).toContain("Set TEAM_CHAT_ENV=production");
    });
  }

  test("a folder whose path is too long for a socket", async () => {
    const { exitCode, text } = await start({ INSTANCE_DIR: nowhere("x".repeat(100)) });
    expect(exitCode).toBe(1);
    expect(text).toContain("INSTANCE_DIR");
  });
});

describe("a running start", () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
  });

  afterAll(() => system.dispose());

  test("refuses a second one in the same folder", async () => {
    const [web, realtime] = freePorts(2);
    const ports = { WEB_PORT: `${web}`, REALTIME_PORT: `${realtime}` };
    const { exitCode, text } = await start({ ...system.env, ...ports });
    expect(exitCode).toBe(1);
    expect(text).toContain(`process ${system.pid}`);
  });

  test("prevents resetting its database", async () => {
    const { exitCode, text } = await runCommand(["reset", "--yes"], system.env);
    expect(exitCode).toBe(1);
    expect(text).toContain("Stop it first");
  });

  test("shows the addresses and the demo people", () => {
    const said = system.output.lines.join("\n");
    for (const part of [system.webUrl, system.wsUrl, "admin@admin.com", "test@test.com"]) {
      expect(said).toContain(part);
    }
  });

  test("serves the first page when both servers are ready", async () => {
    expect((await fetch(`${system.webUrl}/auth/login`)).status).toBe(200);
    expect((await fetch(`${system.webUrl}/readyz`)).status).toBe(200);
    expect((await fetch(`${system.wsUrl.replace("ws", "http")}/readyz`)).status).toBe(200);
  });

  test("keeps its folder and its secrets private", () => {
    const modeOf = (...path: string[]) => statSync(join(system.instanceDir, ...path)).mode & 0o777;
    expect(modeOf()).toBe(0o700);
    expect(modeOf("secrets.json")).toBe(0o600);
    expect(modeOf("bus.sock")).toBe(0o600);
  });

  test("ends cleanly, and starts again with its data", async () => {
    expect(await system.stop("SIGINT")).toBe(0);
    expect(existsSync(join(system.instanceDir, "running.pid"))).toBe(false);
    const next = await startSystem({ instanceDir: system.instanceDir });
    expect((await fetch(`${next.webUrl}/auth/login`)).status).toBe(200);
    expect(await next.stop()).toBe(0);
  });
});

test.skipIf(!hasIpv6())("starts on IPv6 alone", async () => {
  const system = await startSystem({ env: { HOST: "::1" } });
  const said = system.output.lines.join("\n");
  for (const url of [system.webUrl, system.wsUrl]) {
    const { protocol, port } = new URL(url);
    expect(said).toContain(`${protocol}//[::1]:${port}`);
    expect((await fetch(`http://[::1]:${port}/readyz`)).status).toBe(200);
  }
  expect(await system.stop()).toBe(0);
  await system.dispose();
});

describe("production", () => {
  test("refuses the demo people", async () => {
    const demo = await startSystem();
    await demo.stop();
    const { exitCode, text } = await start({ ...demo.env, TEAM_CHAT_ENV: "production" });
    expect(exitCode).toBe(1);
    expect(text).toContain("passwords of the demo");
    await demo.dispose();
  });

  test("starts without accounts, and says how to create the first administrator", async () => {
    const system = await startSystem({ env: { TEAM_CHAT_ENV: "production" } });
    const said = await system.output.line((line) => line.includes("enter this code"));
    expect(said).toContain(`${system.webUrl}/setup`);
    expect(system.output.lines.join("\n")).not.toContain("admin@admin.com");
    await system.dispose();
  });
});

function hasIpv6(): boolean {
  try {
    Bun.listen({ hostname: "::1", port: 0, socket: { data() {} } }).stop(true);
    return true;
  } catch {
    return false;
  }
}

function start(env: Record<string, string>) {
  return runCommand(["start"], env);
}

/** A missing folder; a refused start must not create it. */
function nowhere(name = "team-chat-nowhere"): string {
  return join(nobodysFolder, name);
}
