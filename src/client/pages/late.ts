import { whenIdle } from "../when_idle.ts";

type LateParts = typeof import("./late_parts.ts");

let parts: LateParts | undefined;

async function load(): Promise<LateParts> {
  parts ??= await import("./late_parts.ts");
  return parts;
}

/** So that it is there without a connection, too. */
export function loadWhenIdle(): void {
  whenIdle(() => void load().catch(() => {}));
}

/**
 * Uses what is loaded after the page, at once if it is there already.
 * @param instead the page that is opened when it cannot be loaded
 */
export function useLate(instead: string, use: (late: LateParts) => void): void {
  if (parts) return use(parts);
  load().then(use, () => {
    // Without a connection, leaving the page would lose more than it shows.
    if (navigator.onLine) location.assign(instead);
  });
}
