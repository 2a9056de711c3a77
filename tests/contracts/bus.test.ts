import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalBus } from "#bus/local.ts";
import { connectBus, listenBus } from "#bus/unix.ts";
import { systemClock } from "#kit/clock.ts";
import { busContract } from "./bus.ts";

const folder = () => mkdtempSync(join(tmpdir(), "team-chat-bus-"));

busContract("within a process", () => {
  const hub = createLocalBus();
  const [here, there] = [hub.join(), hub.join()];
  return Promise.resolve({
    here,
    there,
    close() {
      here.close();
      there.close();
    },
  });
});

busContract("over a Unix socket", async () => {
  const dir = folder();
  const path = join(dir, "bus.sock");
  let hub = await listenBus(path);
  const [here, there] = [connectBus(path, systemClock), connectBus(path, systemClock)];
  return {
    here,
    there,
    async interrupt() {
      hub.close();
      here.publish("log", "lost");
      hub = await listenBus(path);
    },
    close() {
      here.close();
      there.close();
      hub.close();
      rmSync(dir, { recursive: true });
    },
  };
});

test("only its owner can use the server's socket", async () => {
  const dir = folder();
  const hub = await listenBus(join(dir, "bus.sock"));
  expect(statSync(join(dir, "bus.sock")).mode & 0o777).toBe(0o600);
  hub.close();
  rmSync(dir, { recursive: true });
});
