import type { TargetName } from "../load/targets.ts";
import { type Measured, startServer } from "./process.ts";

const commands: Record<TargetName, string[]> = {
  team_chat: [process.execPath, "bench/servers/team_chat.ts"],
  ceiling: [process.execPath, "bench/servers/ceiling.ts"],
  ws_loop: ["node", "bench/servers/ws_loop.mjs"],
  bare_bun: [process.execPath, "bench/servers/bare_bun.ts"],
  socket_io: ["node", "bench/servers/socket_io.mjs"],
};

/** The JavaScript baselines run on Node if it is installed, otherwise on the same Bun. */
const node = Bun.which("node") ?? process.execPath;

export function startTarget(name: TargetName, env?: Record<string, string>): Promise<Measured> {
  const command = commands[name].map((part) => (part === "node" ? node : part));
  return startServer(command, env);
}

export function targetOf(name: TargetName, { pid, hello }: Measured) {
  return { name, pid, port: hello.port, peopleFile: hello.peopleFile };
}
