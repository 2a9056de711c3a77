/** The institution's logo: a picture that is safe to show and small enough to keep in memory. */
import { readFileSync, statSync } from "node:fs";
import { ConfigError } from "./settings.ts";

export interface Logo {
  type: "image/svg+xml" | "image/png" | "image/webp";
  bytes: Uint8Array<ArrayBuffer>;
  /** Another one for another picture, so that browsers may keep each. */
  version: string;
}

const logoBytesMax = 256 * 1024;

/** What makes a drawing more than a drawing: scripts, pages within it, and what it would fetch. */
const active =
  /<script|<foreignobject|<iframe|<!entity|\son\w+\s*=|javascript:|(?:href|src)\s*=\s*["']\s*(?!#|data:image\/(?:png|jpeg|webp))|@import|url\(\s*["']?\s*(?!#|data:)/i;

/** @throws {ConfigError} when there is no such file, or it is not a picture that may be shown */
export function logoAt(file: string): Logo {
  const bytes = readLogo(file);
  const type = typeOf(bytes);
  if (!type) {
    throw new ConfigError(`INSTITUTION_LOGO=${file} is not a picture in SVG, PNG or WebP`);
  }
  if (type === "image/svg+xml" && active.test(textOf(bytes) ?? "")) {
    throw new ConfigError(
      `INSTITUTION_LOGO=${file} contains a script, a page, or an address to load from: export it as a plain SVG, or as PNG`,
    );
  }
  return { type, bytes, version: Bun.hash(bytes).toString(36) };
}

function readLogo(file: string): Uint8Array<ArrayBuffer> {
  let size: number;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    size = statSync(file).size;
    bytes = size > logoBytesMax ? new Uint8Array() : new Uint8Array(readFileSync(file));
  } catch {
    throw new ConfigError(`INSTITUTION_LOGO=${file} is not a file that can be read`);
  }
  if (size <= logoBytesMax) return bytes;
  throw new ConfigError(
    `INSTITUTION_LOGO=${file} has ${Math.ceil(size / 1024)} KB; a logo may have ${logoBytesMax / 1024} KB`,
  );
}

/** By its content, whatever its name says. */
function typeOf(bytes: Uint8Array): Logo["type"] | undefined {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.startsWith("RIFF") && head.endsWith("WEBP")) return "image/webp";
  const text = textOf(bytes) ?? "";
  const drawing = /^\s*(?:<\?xml[^>]*>|<!--[\s\S]*?-->|<!doctype svg[^>[]*>|\s)*<svg[\s>]/i;
  return drawing.test(text) ? "image/svg+xml" : undefined;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
