/** One text for each value, whatever the order of its fields: RFC 8785. */
export type Canonical =
  string | number | boolean | null | readonly Canonical[] | { readonly [name: string]: Canonical };

/**
 * The canonical JSON of a value. Strings and numbers are written as ECMAScript does, which is what the RFC
 * asks for; the names of fields are sorted by their UTF-16 code units.
 * @throws {RangeError} for a number that JSON does not have
 */
export function canonicalJson(value: Canonical): string {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new RangeError("JSON has no such number.");
  }
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const fields = Object.keys(value)
    .toSorted(byCodeUnits)
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name]!)}`);
  return `{${fields.join(",")}}`;
}

function isList(value: object): value is readonly Canonical[] {
  return Array.isArray(value);
}

function byCodeUnits(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
