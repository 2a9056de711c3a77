/** One server of the cluster: a real process with an instance folder of its own. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Output, readOutput } from "#tests/support/output.ts";
import { freePorts } from "#tests/support/ports.ts";
import type { ServerName } from "#tests/support/system.ts";
import type { Line } from "./line.ts";

const source = join(import.meta.dir, "../../../src");

export class Member {
  readonly port: number;
  /** What no fault of the drill explains. */
  readonly problems: string[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), "team-chat-member-"));
  readonly #otherPort: number;
  #child: Bun.Subprocess<"ignore", "pipe", "pipe"> | undefined;
  #mayEnd = false;

  constructor(
    readonly name: ServerName,
    private readonly settings: Record<string, string>,
    /** Its own line to the database, which can be cut. */
    readonly line?: Line,
  ) {
    [this.port = 0, this.#otherPort = 0] = freePorts(2);
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Resolves when it listens. @param more settings, for this time only */
  async start(more: Record<string, string> = {}): Promise<void> {
    this.#mayEnd = false;
    const child = this.#spawn(more);
    this.#child = child;
    const output = readOutput([child.stdout, child.stderr]);
    const ended = child.exited.then(() => this.#ended(child, output));
    const listening = output.line((line) => line.includes('"event":"listening"'));
    await Promise.race([listening, ended]);
    listening.catch(() => {});
    // Its keeper would start it again.
    void ended.then(() => (this.#mayEnd ? undefined : this.start(more)));
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** Ends it, by default as a crash does. */
  async end(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    this.#mayEnd = true;
    this.signal(signal);
    await this.#child?.exited;
  }

  /** Whether it says that it can work, within two seconds. */
  async isReady(): Promise<boolean> {
    try {
      const signal = AbortSignal.timeout(2_000);
      return (await fetch(`http://127.0.0.1:${this.port}/readyz`, { signal })).ok;
    } catch {
      return false;
    }
  }

  async dispose(): Promise<void> {
    await this.end("SIGTERM");
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #spawn(more: Record<string, string>) {
    const [web, realtime] =
      this.name === "web" ? [this.port, this.#otherPort] : [this.#otherPort, this.port];
    const { PATH = "", HOME = "" } = process.env;
    return Bun.spawn([process.execPath, "--no-env-file", join(source, this.name, "main.ts")], {
      env: {
        PATH,
        HOME,
        INSTANCE_DIR: this.#folder,
        WEB_PORT: String(web),
        REALTIME_PORT: String(realtime),
        LOG_FORMAT: "json",
        ...this.settings,
        ...more,
      },
      stdio: ["ignore", "pipe", "pipe"],
      // With a parent it needs a database that is there, and ends with the drill.
      ipc: () => {},
    });
  }

  #ended(child: Bun.Subprocess, { lines }: Output): void {
    const said = lines.filter((line) => !/^\{.*"level":"(info|debug|warn|error)"/.test(line));
    if (said.length > 0) this.problems.push(`${this.name} printed: ${said.join(" ")}`);
    if (this.#mayEnd) return;
    const how = child.signalCode ?? `code ${child.exitCode}`;
    this.problems.push(`${this.name} ended on its own: ${how}; ${lines.slice(-3).join(" ")}`);
  }
}
