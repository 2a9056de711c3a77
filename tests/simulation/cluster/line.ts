/** The network between one server and the database. */
import { join } from "node:path";
import { freePorts } from "#tests/support/ports.ts";
import type { Cut } from "./line_process.ts";

export interface Line {
  /** The database's address through it. */
  url: URL;
  /** Nothing passes in these directions from then on; connections stay open. */
  cut(directions: Cut): Promise<void>;
  stop(): Promise<void>;
}

export async function openLine(database: URL): Promise<Line> {
  const [port = 0] = freePorts(1);
  let answered = Promise.withResolvers<void>();
  const child = Bun.spawn(
    [process.execPath, join(import.meta.dir, "line_process.ts"), String(port), database.port],
    { stdio: ["ignore", "inherit", "inherit"], ipc: () => answered.resolve() },
  );
  await answered.promise;
  const url = new URL(database);
  url.port = String(port);
  return {
    url,
    async cut(directions) {
      answered = Promise.withResolvers();
      child.send(directions);
      await answered.promise;
    },
    async stop() {
      child.kill();
      await child.exited;
    },
  };
}
