/** A program's output, line by line, for waiting. */
import { patienceMs } from "./patience.ts";

export interface Output {
  lines: string[];
  /** Resolves with the first matching line, from number `from` on. @throws after the deadline */
  line(fits: (line: string) => boolean, from?: number): Promise<string>;
  /**
   * Resolves when nothing more can be written: the program and all processes it started are gone.
   */
  ended: Promise<void>;
}

export function readOutput(streams: ReadableStream<Uint8Array>[]): Output {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  const read = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of stream) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = parts.pop() ?? "";
      lines.push(...parts);
      wake();
    }
    if (rest) lines.push(rest);
    wake();
  };
  return {
    lines,
    line(fits, from = 0) {
      const found = Promise.withResolvers<string>();
      const look = () => {
        const line = lines.slice(from).find(fits);
        if (line !== undefined) found.resolve(line);
      };
      waiting.add(look);
      look();
      return within(found.promise, patienceMs, () => lines.join("\n")).finally(() =>
        waiting.delete(look),
      );
    },
    ended: Promise.all(streams.map(read)).then(() => undefined),
  };
}

/** @throws with the text of `tell`, if the promise is still pending after `ms` */
export async function within<T>(promise: Promise<T>, ms: number, tell: () => string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`Nothing within ${ms} ms. ${tell()}`)), ms);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
