import { hostname } from "node:os";
import { SQL } from "bun";

const prefix = "Team Chat ";

/** Its name, as far as the name of a connection has room for it. */
export const thisMachine = hostname().slice(0, 40);

export interface ServerAddress {
  url: URL;
  /**
   * It leads to a pooler that may give each transaction another session of the server, as PgBouncer does with
   * `pool_mode = transaction`. A session has then neither prepared statements nor locks of its own.
   */
  isPooled?: boolean;
}

/** A pool that connects when it is first used. The server lists it by the name of this process. */
export function connect({ url, isPooled = false }: ServerAddress, max: number): SQL {
  const connection = { application_name: `${prefix}${thisMachine} ${process.pid}` };
  return new SQL({ url, max, connectionTimeout: 5, connection, prepare: !isPooled });
}

/** The machine and the process that opened a connection of this name. */
export function openerOf(name: string): { machine: string; pid: number } {
  const [machine = "", pid] = name.slice(prefix.length).split(" ");
  return { machine, pid: Number(pid) };
}
