/**
 * The origins that may open a socket with the session cookie: our pages', and the socket's own
 * address, which React Native, and so the original's mobile client, sends as
 * `http(s)://<host>[:port]`.
 *
 * A page cannot choose its Origin, but its author can point a domain at this server, and then
 * Origin and Host agree. So only the port of Host is used: the name must come from the settings or,
 * in development, be a name of this machine.
 */
import type { Config } from "#kit/config.ts";

/** `10.0.2.2` is the host machine in Android's emulator. */
const thisMachine = ["127.0.0.1", "localhost", "[::1]", "10.0.2.2"];

/**
 * A missing Origin is accepted: the client is not a browser, so no page made it send the cookie.
 */
export function isOwnOrigin(
  config: Pick<Config, "publicUrl" | "wsUrl" | "production">,
  headers: Headers,
): boolean {
  const text = headers.get("Origin");
  if (text === null) return true;
  const origin = parsed(text);
  const page = config.publicUrl;
  const socket = new URL(config.wsUrl.href.replace(/^ws/, "http"));
  // Anyone on the network may have written what arrives by plain http.
  if (!origin || (page.protocol === "https:" && origin.protocol !== "https:")) return false;
  if (origin.origin === page.origin || origin.origin === socket.origin) return true;
  const names = [page.hostname, socket.hostname, ...(config.production ? [] : thisMachine)];
  const connectedTo = parsed(`${origin.protocol}//${headers.get("Host")}`);
  return names.includes(origin.hostname) && connectedTo?.origin === origin.origin;
}

/**
 * Parses an origin without path and user. Capitals in the host and default ports make no
 * difference.
 */
function parsed(origin: string): URL | null {
  return /^https?:\/\/[\w.:[\]-]+$/.test(origin) ? URL.parse(origin) : null;
}
