/** Settings as an operator gives them to the program: through the environment. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "#tests/support/system.ts";
import { testMs } from "#tests/support/patience.ts";
import { testWeb } from "#tests/support/web.ts";

setDefaultTimeout(testMs);

const wsUrl = "wss://chat.example.edu/ws";

test("a wrong value stops every command with one line, and nothing is created", async () => {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-settings-"));
  const instance = join(folder, "instance");
  const wrong: Record<string, string> = {
    PUBLIC_URL: "https://chat.example.edu/team",
    CORS_ORIGINS: "*",
    DATABASE_URL: "sqlite::memory:",
    REGISTRATION: "yes",
    HOST: "chat.example.edu",
    WEB_PORT: "1e3",
  };
  for (const [name, value] of Object.entries(wrong)) {
    for (const words of [["start"], ["init-db"]]) {
      const env = { INSTANCE_DIR: instance, [name]: value };
      const { exitCode, text } = await runCommand(words, env);
      expect({ name, exitCode, lines: text.trim().split("\n").length }).toEqual({
        name,
        exitCode: 1,
        lines: 1,
      });
      expect(text).toContain(name);
      expect(text).toContain(value);
    }
  }
  expect(existsSync(instance)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

for (const PUBLIC_URL of ["HTTPS://Chat.Example.EDU", "https://chat.example.edu:443/"]) {
  test(`${PUBLIC_URL} makes cookies Secure, enforces https, and is our own origin`, async () => {
    const web = testWeb({ env: { PUBLIC_URL, WS_URL: wsUrl, REGISTRATION: "open" } });
    const form = { name: "Ada", email: "ada@uni.example.edu", password: "a long password" };
    const headers = { Origin: "https://chat.example.edu" };
    const answer = await web.post("/auth/register", form, undefined, headers);
    expect(answer.status).toBe(303);
    const cookie = answer.headers.getSetCookie().find((line) => line.includes("session="));
    expect(cookie).toStartWith("__Host-session=");
    expect(cookie).toContain("Secure");
    expect(answer.headers.get("Strict-Transport-Security")).toContain("max-age=");
    web.services.dispose();
  });
}

test("a listed origin is answered as browsers write it, however the setting writes it", async () => {
  const CORS_ORIGINS = "https://App.Example.EDU:443/";
  const web = testWeb({ env: { CORS_ORIGINS } });
  const answer = await web.get("/api/me", undefined, { Origin: "https://app.example.edu" });
  expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("https://app.example.edu");
  web.services.dispose();
});
