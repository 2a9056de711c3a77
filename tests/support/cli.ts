/** Runs the operator's commands as a script would: in a process, without a terminal. */
import { commandsScript } from "./commands.ts";

export interface Outcome {
  code: number;
  out: string;
  err: string;
}

export interface CliOptions {
  instanceDir: string;
  input?: string;
  env?: Record<string, string>;
}

export async function runCli(args: string[], options: CliOptions): Promise<Outcome> {
  const child = Bun.spawn([process.execPath, commandsScript, ...args], {
    env: { ...process.env, INSTANCE_DIR: options.instanceDir, ...options.env },
    stdin: new Blob([options.input ?? ""]),
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { code: await child.exited, out, err };
}
