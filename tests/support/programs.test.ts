import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram, programEnvironment, programPath } from "./programs.ts";

const before = { ...process.env };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-programs-"));
  mkdirSync(join(folder, "bin"));
  process.env["PATH"] = join(folder, "bin");
  for (const name of ["NGINX", "OPENSSL", "FIREFOX", "WEBKITWEBDRIVER", "MINIBROWSER", "XVFB"]) {
    delete process.env[name];
  }
});

afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  rmSync(folder, { recursive: true, force: true });
});

function makeProgram(name: string, says = ""): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho "${says}"\n`);
  chmodSync(path, 0o755);
  return path;
}

describe("a program that tests need", () => {
  test("is missing, and the message says how to get it", () => {
    expect(findProgram("nginx")).toBeUndefined();
    expect(() => programPath("nginx")).toThrow(
      "no nginx here that tests can drive. Run ./run.sh test",
    );
  });

  test("is refused if its variable names no program, even with one on the PATH", () => {
    makeProgram("bin/nginx");
    process.env["NGINX"] = join(folder, "none");
    expect(() => findProgram("nginx")).toThrow(`NGINX=${folder}/none is no program`);
  });

  test("is found on the PATH, or where its variable says", () => {
    const onPath = makeProgram("bin/nginx");
    const OPENSSL = makeProgram("bin/openssl");
    expect(findProgram("nginx")).toEqual({ NGINX: onPath, OPENSSL });
    const named = makeProgram("own-nginx");
    process.env["NGINX"] = named;
    expect(findProgram("nginx")).toEqual({ NGINX: named, OPENSSL });
    expect(programPath("nginx")).toBe(named);
  });

  test("is found by any of its names", () => {
    const path = makeProgram("bin/firefox", "Mozilla Firefox 160.0.1");
    expect(findProgram("firefox")).toEqual({ FIREFOX: path });
  });

  test("is replaced by another one that can do its work", () => {
    for (const name of ["CHROMIUM", "HEADLESS_SHELL"]) delete process.env[name];
    const shell = makeProgram("bin/chromium-headless-shell");
    const CHROMIUM = makeProgram("bin/chromium");
    expect(findProgram("chromium")).toEqual({ CHROMIUM, HEADLESS_SHELL: shell });
    rmSync(shell);
    expect(findProgram("chromium")).toEqual({ CHROMIUM, HEADLESS_SHELL: CHROMIUM });
  });

  test("is missing if it is too old for its driver, and a newer one is used", () => {
    for (const says of ["Mozilla Firefox 140.9.0esr", "Mozilla Firefox 99.0", "", "no display"]) {
      process.env["FIREFOX"] = makeProgram("bin/firefox-esr", says);
      expect(findProgram("firefox")).toBeUndefined();
      delete process.env["FIREFOX"];
      expect(findProgram("firefox")).toBeUndefined();
      expect(() => programPath("firefox")).toThrow("no firefox here that tests can drive");
    }
    const newer = makeProgram("bin/firefox", "Mozilla Firefox 153.7.0esr");
    expect(findProgram("firefox")).toEqual({ FIREFOX: newer });
  });

  test("is available only if all of its commands are", () => {
    process.env["MINIBROWSER"] = makeProgram("MiniBrowser");
    makeProgram("bin/WebKitWebDriver");
    expect(findProgram("webkit")).toBeUndefined();
    makeProgram("bin/Xvfb");
    expect(Object.keys(findProgram("webkit") ?? {})).toHaveLength(3);
  });

  test("finds the tools of its start script, whatever the PATH", () => {
    const path = programEnvironment()["PATH"]?.split(":") ?? [];
    expect(path[0]).toBe(join(folder, "bin"));
    expect(path).toContain("/usr/sbin");
    expect(path).toContain("/usr/bin");
  });
});
