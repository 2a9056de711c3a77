/**
 * Carries bytes between a server and its database, in a process of its own: `line_process.ts <port>
 * <port of the database>`. A message of its parent names the directions in which nothing passes;
 * connections stay open, as when a network loses every packet.
 */
import { connect, createServer, type Socket } from "node:net";

/** What is lost: what the server says, and what the database answers. */
export interface Cut {
  there: boolean;
  back: boolean;
}

let cut: Cut = { there: false, back: false };
const sources = new Map<Socket, keyof Cut>();

/** Reads from a socket only while its direction is whole. */
function apply(source: Socket, direction: keyof Cut): void {
  if (cut[direction]) source.pause();
  else source.resume();
}

function carry(source: Socket, target: Socket, direction: keyof Cut): void {
  sources.set(source, direction);
  source.setNoDelay(true);
  source.on("data", (bytes) => target.write(bytes));
  source.on("end", () => target.end());
  source.on("error", () => target.destroy());
  source.on("close", () => {
    sources.delete(source);
    target.destroy();
  });
  apply(source, direction);
}

const [port, databasePort] = process.argv.slice(2).map(Number);
createServer((server) => {
  const database = connect(databasePort ?? 0, "127.0.0.1");
  carry(server, database, "there");
  carry(database, server, "back");
}).listen(port, "127.0.0.1", () => process.send?.("listening"));

process.on("message", (wanted: Cut) => {
  cut = wanted;
  for (const [source, direction] of sources) apply(source, direction);
  process.send?.("done");
});
process.on("disconnect", () => process.exit(0));
