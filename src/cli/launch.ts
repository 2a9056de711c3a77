/**
 * `run.sh start`: runs what the last build bundled if that is current, which loads in half the time.
 * Otherwise, and for every other command, main.ts runs from the source; its `start` builds first.
 */
import { join } from "node:path";
import { currentServers } from "./last_build.ts";
import { partsOf } from "./server_scripts.ts";

const [command, ...words] = process.argv.slice(2);
const isStart = command === "start" && partsOf(words) !== undefined;
const servers = isStart ? currentServers() : undefined;
await import(servers === undefined ? "./main.ts" : join(servers, "start.js"));
