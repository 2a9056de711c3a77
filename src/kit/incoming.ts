/** What both servers do with a request before and after its route. */

/**
 * More than any route accepts. A client that sends more without permission may lose its connection.
 */
const droppedBytesMax = 8 * 1024 * 1024;

/**
 * The address of a request, or undefined if its Host is missing, invalid or given more than once
 * (RFC 9112, section 3.2).
 */
export function addressOf(request: Request): URL | undefined {
  if (namesSeveralHosts(request)) return undefined;
  return URL.parse(request.url) ?? undefined;
}

/** The path alone: simple proxies send health checks without a Host, in HTTP/1.0. */
export function pathOf(request: Request): string | undefined {
  if (namesSeveralHosts(request)) return undefined;
  return URL.parse(request.url, "http://unnamed")?.pathname;
}

/** Several Host lines arrive joined by commas, which no host name contains. */
function namesSeveralHosts({ headers }: Request): boolean {
  return headers.get("Host")?.includes(",") ?? false;
}

/**
 * Reads and discards the rest of a body. Answering before the body has arrived closes the
 * connection, which a proxy that is still sending reports as its own error.
 */
export async function dropBody({ body }: Request): Promise<void> {
  if (!body || body.locked) return;
  const reader = body.getReader();
  try {
    for (let bytes = 0; bytes <= droppedBytesMax;) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.length;
    }
  } catch {
    // The sender is gone and expects no answer.
  }
}
