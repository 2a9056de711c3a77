import { isIPv4, isIPv6 } from "node:net";

/**
 * The network of a household or office, for limits: an IPv4 address, or the first 64 bits of an
 * IPv6 address (RFC 6177), whose owner has all addresses below it. Undefined if the text is not an
 * address.
 */
export function networkOf(text: string): string | undefined {
  if (isIPv4(text)) return text;
  const groups = groupsOf(text);
  if (!groups) return undefined;
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 255])
      .join(".");
  const front = groups.slice(0, 4).map((group) => group.toString(16));
  return `${front.join(":")}::/64`;
}

/**
 * The last address in `X-Forwarded-For`, which the nearest proxy has seen; earlier ones may be
 * forged. Some proxies add the port, or put the address in brackets or quotes.
 * @returns undefined if it is not an address
 */
export function lastForwarded(header: string): string | undefined {
  const last = header.slice(header.lastIndexOf(",") + 1).trim();
  const bare = last.replace(/^"(.*)"$/, "$1");
  const address =
    /^\[([^\]]*)\](?::\d{1,5})?$/.exec(bare)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(bare)?.[1] ?? bare;
  return networkOf(address) && address;
}

/**
 * The eight groups of an IPv6 address, without its zone (`%eth0`), which does not identify a
 * client.
 */
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
