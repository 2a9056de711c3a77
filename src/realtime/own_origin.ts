/**
 * Which origins may use the cookie that comes with a socket: our pages', and that of the socket's
 * own address. React Native, and with it the original's mobile client, names the latter, as
 * `http(s)://<host>[:port]` of the address it connects to.
 *
 * A page cannot choose its Origin, but its author can point a name of theirs at this server, and
 * then Origin and Host agree. Therefore Host is asked for its port only: the name has to be one
 * that the settings say, or, where only this machine is served, one that means this machine.
 */
import type { Config } from "#kit/config.ts";

/** `10.0.2.2` is what Android's emulator calls the machine it runs on. */
const thisMachine = ["127.0.0.1", "localhost", "[::1]", "10.0.2.2"];

/** No Origin is good: its sender is no browser, and no page made it send the cookie. */
export function isOwnOrigin(
  config: Pick<Config, "publicUrl" | "wsUrl" | "production">,
  headers: Headers,
): boolean {
  const text = headers.get("Origin");
  if (text === null) return true;
  const origin = parsed(text);
  const page = config.publicUrl;
  const socket = new URL(config.wsUrl.href.replace(/^ws/, "http"));
  // What arrives by plain http may have been written by anybody on the way.
  if (!origin || (page.protocol === "https:" && origin.protocol !== "https:")) return false;
  if (origin.origin === page.origin || origin.origin === socket.origin) return true;
  const names = [page.hostname, socket.hostname, ...(config.production ? [] : thisMachine)];
  const connectedTo = parsed(`${origin.protocol}//${headers.get("Host")}`);
  return names.includes(origin.hostname) && connectedTo?.origin === origin.origin;
}

/** An origin and nothing else: no path, no user. Capitals in a host and default ports are the same. */
function parsed(origin: string): URL | null {
  return /^https?:\/\/[\w.:[\]-]+$/.test(origin) ? URL.parse(origin) : null;
}
