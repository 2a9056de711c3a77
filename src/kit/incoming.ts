/** What both servers do with a request before and after anybody looks at what it asks for. */

/** More than any route takes: whoever sends more than this unasked may see its connection end. */
const droppedBytesMax = 8 * 1024 * 1024;

/**
 * The address that a request asks for; nothing when its Host is missing or no host, or when it names
 * several (RFC 9112, section 3.2).
 */
export function addressOf(request: Request): URL | undefined {
  if (namesSeveralHosts(request)) return undefined;
  return URL.parse(request.url) ?? undefined;
}

/** The path alone: simple proxies ask for the health without a Host, in HTTP/1.0. */
export function pathOf(request: Request): string | undefined {
  if (namesSeveralHosts(request)) return undefined;
  return URL.parse(request.url, "http://unnamed")?.pathname;
}

/** Several Host lines come joined by commas, which no host has. */
function namesSeveralHosts({ headers }: Request): boolean {
  return headers.get("Host")?.includes(",") ?? false;
}

/**
 * Reads what is left of a body and keeps nothing of it. An answer that goes out before the body has
 * come ends the connection, and a proxy that is still sending takes that for an error of its own.
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
    // Its sender is gone, and waits for no answer.
  }
}
