/** A NATS server for the tests, on this machine only. NATS keeps nothing, so a new one is the same. */
import { readOutput } from "./output.ts";
import { programEnvironment, programPath } from "./programs.ts";

export interface NatsServer {
  start(): Promise<void>;
  /** Ends it at once, as a crash does. */
  stop(): Promise<void>;
}

export interface NatsAccount {
  port: number;
  user: string;
  password: string;
}

/** Starts it; resolves when it is ready. */
export async function startNats({ port, user, password }: NatsAccount): Promise<NatsServer> {
  const account = ["--user", user, "--pass", password];
  const launch = async () => {
    const child = Bun.spawn(
      [programPath("nats"), "--addr", "127.0.0.1", "--port", String(port), ...account],
      { env: programEnvironment(), stdio: ["ignore", "pipe", "pipe"] },
    );
    await readOutput([child.stdout, child.stderr]).line((line) => line.includes("Server is ready"));
    return child;
  };
  let server = await launch();
  return {
    async start() {
      server = await launch();
    },
    async stop() {
      server.kill("SIGKILL");
      await server.exited;
    },
  };
}
