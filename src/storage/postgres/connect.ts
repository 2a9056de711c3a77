import { hostname } from "node:os";
import { SQL } from "bun";

const prefix = `Team Chat ${hostname()} `;

/** A pool that connects when it is first used. The server lists it by the name of this process. */
export function connect(url: URL, max: number): SQL {
  const connection = { application_name: `${prefix}${process.pid}` };
  return new SQL({ url, max, connectionTimeout: 5, connection });
}

/** The process id in the name of a connection; undefined if it is of another machine. */
export function processOf(name: string): number | undefined {
  return name.startsWith(prefix) ? Number(name.slice(prefix.length)) : undefined;
}
