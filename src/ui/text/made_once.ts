/**
 * Keeps what `make` returns for each combination of arguments. Formats are made once and then used in
 * every row of a list: making one takes far longer than using it.
 */
export function madeOnce<K extends (string | undefined)[], T>(
  make: (...key: K) => T,
): (...key: K) => T {
  const made = new Map<string, T>();
  return (...key) => {
    const name = key.join(" ");
    const known = made.get(name);
    if (known !== undefined) return known;
    const value = make(...key);
    made.set(name, value);
    return value;
  };
}
