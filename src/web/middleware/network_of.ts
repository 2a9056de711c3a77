/**
 * What one household or office has, for limits: an IPv4 address, or the first 64 bits of an IPv6
 * address (RFC 6177), of which whoever has one has all. Anything else stays as it is.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const canonical = URL.parse(`http://[${address.replace(/%.*/, "")}]`)?.hostname.slice(1, -1);
  if (!canonical) return address;
  const [front = "", back] = canonical.split("::");
  const before = front === "" ? [] : front.split(":");
  const after = back ? back.split(":") : [];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
  const parts = back === undefined ? before : [...before, ...zeros, ...after];
  return `${parts.slice(0, 4).join(":")}::/64`;
}
