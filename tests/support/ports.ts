/** Below those that systems assign automatically (Linux from 32,768, others from 49,152). */
const range = { from: 12_000, to: 32_000 };

/**
 * As many ports as requested, all free a moment ago. No other test's connection can take one of
 * them before a server listens there, or while it restarts.
 */
export function freePorts(count: number): number[] {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = range.from + Math.floor(Math.random() * (range.to - range.from));
    if (isFree(port)) ports.add(port);
  }
  return [...ports];
}

function isFree(port: number): boolean {
  try {
    Bun.listen({ hostname: "127.0.0.1", port, socket: { data() {} } }).stop(true);
    return true;
  } catch {
    return false;
  }
}
