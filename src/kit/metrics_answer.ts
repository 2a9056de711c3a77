/** Decides who may read a server's counters: this machine itself, or a client with the token. */
import { isLoopback } from "./loopback.ts";
import { openMetricsType } from "./metrics.ts";
import { bareHeaders } from "./plain_answer.ts";

export interface Asking {
  /** @returns the address of the other end of the connection */
  peer: () => string | undefined;
  /** The setting, or undefined if it is not set. */
  token: string | undefined;
}

/**
 * @param text is asked for only when the sender may read it
 * @returns undefined if the request is for another path, or its sender may not read the counters
 */
export function answerMetrics(
  request: Request,
  asking: Asking,
  text: () => string | Promise<string>,
): Promise<Response> | undefined {
  if (request.method !== "GET" && request.method !== "HEAD") return undefined;
  // Every request asks, and most can be told apart without parsing their address.
  if (!request.url.includes("/metrics")) return undefined;
  if (URL.parse(request.url, "http://unnamed")?.pathname !== "/metrics") return undefined;
  if (!mayRead(request, asking)) return undefined;
  return respond(text);
}

async function respond(text: () => string | Promise<string>): Promise<Response> {
  const headers = { ...bareHeaders, "Content-Type": openMetricsType };
  return new Response(await text(), { headers });
}

/** Headers that proxies add; a request with one of them was forwarded from elsewhere. */
const forwarding = /^(forwarded|via|cf-|true-client-ip|x-(forwarded|real-ip|client-ip|original))/;

function mayRead({ headers }: Request, { peer, token }: Asking): boolean {
  const given = headers.get("Authorization")?.match(/^Bearer +(\S+) *$/i)?.[1];
  if (given !== undefined) return token !== undefined && isSame(given, token);
  const host = URL.parse(`http://${headers.get("Host")}`)?.hostname ?? "";
  if (!isLoopback(host) || !isLoopback((peer() ?? "").replace(/^::ffff:/i, ""))) return false;
  return ![...headers.keys()].some((name) => forwarding.test(name));
}

/** Takes the same time wherever the two differ. */
function isSame(given: string, token: string): boolean {
  const digest = (text: string) => new Bun.CryptoHasher("sha256").update(text).digest();
  return crypto.timingSafeEqual(digest(given), digest(token));
}
