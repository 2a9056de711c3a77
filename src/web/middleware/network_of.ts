import { isIPv4, isIPv6 } from "node:net";

/**
 * What one household or office has, for limits: an IPv4 address, or the first 64 bits of an IPv6
 * address (RFC 6177), of which whoever has one has all. Nothing when the text is no address.
 */
export function networkOf(text: string): string | undefined {
  if (isIPv4(text)) return text;
  const groups = groupsOf(text);
  if (!groups) return undefined;
  const [a = 0, b = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return [a >> 8, a & 255, b >> 8, b & 255].join(".");
  const front = groups.slice(0, 4).map((group) => group.toString(16));
  return `${front.join(":")}::/64`;
}

/**
 * Of `X-Forwarded-For`, the address that the nearest proxy has seen: the last one, for all before it
 * may be made up. Some proxies write its port as well, or put it in brackets or quotes.
 * @returns nothing when that is no address
 */
export function lastForwarded(header: string): string | undefined {
  const last = header.slice(header.lastIndexOf(",") + 1).trim();
  const bare = last.replace(/^"(.*)"$/, "$1");
  const address =
    /^\[([^\]]*)\](?::\d{1,5})?$/.exec(bare)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(bare)?.[1] ?? bare;
  return networkOf(address) && address;
}

/** The eight groups of an IPv6 address; its zone (`%eth0`) says nothing about who it is. */
function groupsOf(text: string): number[] | undefined {
  const address = text.replace(/%[\w.-]+$/, "");
  if (!isIPv6(address)) return undefined;
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [front = "", back] = canonical.split("::");
  const before = front === "" ? [] : front.split(":");
  const after = back ? back.split(":") : [];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return [...before, ...(back === undefined ? [] : zeros), ...after].map((part) =>
    Number.parseInt(part, 16),
  );
}
