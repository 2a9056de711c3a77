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

interface Several {
  count: number;
  env: Record<string, string>;
  /** Of Bun. */
  options?: string[];
}

/** Several servers of ours at once, which share a database. */
export async function withOurServers<T>(
  { count, env, options = [] }: Several,
  work: (servers: Measured[]) => Promise<T>,
): Promise<T> {
  const [bun, ...program] = commands.team_chat;
  const command = [bun!, ...options, ...program];
  const servers = await Promise.all(
    Array.from({ length: count }, (_, number) => startServer(command, env, number)),
  );
  try {
    return await work(servers);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

export function targetOf(name: TargetName, { pid, hello }: Measured) {
  return { name, pid, port: hello.port, peopleFile: hello.peopleFile };
}

/** How much a server of ours has read from the database since the last question. */
export async function readsSince(server: Measured): Promise<number> {
  server.signal("SIGUSR2");
  return (JSON.parse(await server.nextLine()) as { queries: number }).queries;
}
