/** Servers that are killed at seeded moments, one after the other, while they apply an act or take it back. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkInstallation } from "#core/instance/check.ts";
import type { Database } from "#storage/database.ts";
import { databaseSetting } from "#tests/support/postgres_database.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { testEnvironment } from "#tests/support/test_environment.ts";
import { seededRandom } from "./random.ts";

export interface KillRun {
  seed: number;
  /** Of an act, and again of its undo. */
  kills: number;
}

/** @returns what was wrong, in words */
export async function killedRun(
  run: KillRun,
  play: (killing: Killing) => Promise<void>,
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-killed-"));
  const env = { ...testEnvironment(), INSTANCE_DIR: folder, ...(await databaseSetting(folder)) };
  const gate = { isShut: false, shutsNext: false };
  const services = testServices({ instanceDir: folder, around: (db) => gated(db, gate) });
  try {
    const killing = new Killing(services, { run, env, gate });
    await play(killing);
    const problems = await checkInstallation(services.config, services);
    killing.equal("problems", problems, []);
    return killing.wrong;
  } finally {
    services.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Gate {
  isShut: boolean;
  /** After the next transaction, this process does nothing more. */
  shutsNext: boolean;
}

function gated(db: Database, gate: Gate): Database {
  return {
    ...db,
    transaction(work, asPost) {
      if (gate.isShut) return Promise.reject(new Error("this server is dead"));
      gate.isShut = gate.shutsNext;
      return db.transaction(work, asPost);
    },
  };
}

interface Means {
  run: KillRun;
  env: Record<string, string | undefined>;
  gate: Gate;
}

export class Killing {
  readonly wrong: string[] = [];
  readonly #random: () => number;

  constructor(
    readonly services: TestServices,
    private readonly means: Means,
  ) {
    this.#random = seededRandom(means.run.seed);
  }

  /** Begins, as a server that dies at once. */
  async leaveToOthers(begin: () => Promise<{ finished: Promise<void> }>): Promise<void> {
    const { gate } = this.means;
    gate.shutsNext = true;
    await (
      await begin()
    ).finished;
    Object.assign(gate, { isShut: false, shutsNext: false });
  }

  /**
   * Servers that are killed, and a last one that is not.
   * @param statementsMost after at most so many, each is killed
   */
  async lives(end: string, statementsMost: number): Promise<void> {
    for (let count = 0; count < this.means.run.kills; count++) {
      const at = 1 + Math.floor(this.#random() * statementsMost);
      const code = await this.#serve({ KILL_AT: String(at) });
      if (code === 0) this.wrong.push(`after ${count} kills it was ${end} already`);
    }
    const code = await this.#serve({});
    if (code !== 0) this.wrong.push(`the last server ended with ${code} before it was ${end}`);
  }

  async #serve(more: Record<string, string>): Promise<number> {
    const worker = join(import.meta.dir, "act_worker.ts");
    const env = { ...this.means.env, ...more };
    const stdio = ["ignore", "ignore", "inherit"] as const;
    return Bun.spawn([process.execPath, worker], { env, stdio: [...stdio] }).exited;
  }

  equal(what: string, is: unknown, expected: unknown): void {
    if (Bun.deepEquals(is, expected)) return;
    const text = (value: unknown) => JSON.stringify(value).slice(0, 300);
    this.wrong.push(`${what}: ${text(is)} instead of ${text(expected)}`);
  }
}
