import type { Clock } from "./clock.ts";
import { printable } from "./printable.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";
export type LogFormat = "text" | "json";
export type LogFields = Record<string, string | number | boolean | null | undefined>;

/**
 * Writes one line per event. No value can forge another line or send commands to a terminal. Fields
 * are flat; secrets and message text never go in.
 */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** A logger that adds `fields` to every line. */
  with(fields: LogFields): Logger;
}

export interface LoggerOptions {
  clock: Clock;
  level: LogLevel;
  format: LogFormat;
  write: (line: string) => void;
}

const order: LogLevel[] = ["debug", "info", "warn", "error"];

export function createLogger(options: LoggerOptions, bound: LogFields = {}): Logger {
  const emit = (level: LogLevel, event: string, fields: LogFields = {}) => {
    if (order.indexOf(level) < order.indexOf(options.level)) return;
    const time = new Date(options.clock.now()).toISOString();
    const all = { ...bound, ...fields };
    const line =
      options.format === "json"
        ? JSON.stringify({ time, level, event, ...all })
        : `${time} ${level.padEnd(5)} ${event}${asText(all)}`;
    // JSON escapes line breaks but not all control characters (U+0080 to U+009F).
    options.write(printable(line));
  };
  return {
    debug: (event, fields) => emit("debug", event, fields),
    info: (event, fields) => emit("info", event, fields),
    warn: (event, fields) => emit("warn", event, fields),
    error: (event, fields) => emit("error", event, fields),
    with: (fields) => createLogger(options, { ...bound, ...fields }),
  };
}

/** The message and stack of any thrown value, as fields of a log line. */
export function errorFields(error: unknown): LogFields {
  if (error instanceof Error) return { error: error.message, stack: error.stack };
  return { error: String(error) };
}

function asText(fields: LogFields): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}=${typeof value === "string" ? JSON.stringify(value) : value}`)
    .join("");
}
