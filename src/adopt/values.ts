/** Converts what SQLite's loose types may hold in the original's columns to what we store. */
import type { MemberRole, Role } from "#wire/views.ts";
import { asStorable, isBlank, isStoredId, oneLine } from "#wire/text.ts";

/** The text of any value; empty for null and for values without a text. */
export function asText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return undefined;
}

/** An id of the source in a comparable form; 16 bytes are a UUID. */
export function asId(value: unknown): string | undefined {
  if (value instanceof Uint8Array && value.length === 16) {
    return value.toHex().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }
  const id = asText(value);
  return id?.trim() === "" ? undefined : id;
}

/**
 * The id to store for an id of the source. It is kept unless it cannot be part of an address or a
 * frame; then it is replaced by one that is the same in every run.
 */
export function storedId(id: string): string {
  return isStoredId(id) ? id : derivedId(id);
}

/** An id derived from the contents of a row. */
export function derivedId(text: string): string {
  return `adopted-${new Bun.CryptoHasher("sha256").update(text).digest("hex").slice(0, 32)}`;
}

/**
 * A name in one line of at most `max` characters, in its stored form; empty if nothing of it is
 * visible.
 */
export function asName(value: unknown, max: number): string {
  const name = oneLine(asStorable(asText(value) ?? ""));
  return isBlank(name) ? "" : atMost(name, max).trimEnd();
}

/** The beginning of a text, without half a character at its end. */
export function atMost(text: string, max: number): string {
  return text.slice(0, max).replace(/[\ud800-\udbff]$/, "");
}

/** `Anna, Ben, Carla`, and how many more if there is no room: the same in every language. */
export function listOfNames(names: string[], max: number): string {
  let shown = "";
  for (const [index, name] of names.entries()) {
    const longer = index === 0 ? name : `${shown}, ${name}`;
    const rest = names.length - index - 1;
    const room = max - (rest > 0 ? ` +${rest}`.length : 0);
    if (longer.length > room) {
      const more = ` +${names.length - index}`;
      return index === 0 ? atMost(name, max) : `${shown}${more}`;
    }
    shown = longer;
  }
  return shown;
}

/**
 * A time as UTC ISO text, from ISO text, `YYYY-MM-DD HH:MM:SS` (which is UTC), or seconds,
 * milliseconds or microseconds since 1970.
 */
export function asTime(value: unknown): string | undefined {
  const text = asText(value)?.trim() ?? "";
  const ms = /^\d+(\.\d+)?$/.test(text) ? msOfNumber(Number(text)) : msOfText(text);
  if (ms < Date.UTC(1990) || ms > Date.UTC(2200)) return undefined;
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

function msOfNumber(number: number): number {
  if (number >= 1e14) return Math.floor(number / 1000);
  return Math.floor(number >= 1e11 ? number : number * 1000);
}

function msOfText(text: string): number {
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(\.\d+)?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?$/i.exec(
      text,
    );
  if (!match) return Number.NaN;
  const [, day, minutes = "00:00", seconds = ":00", fraction = "", zone = "Z"] = match;
  const offset = /^(z|utc)$/i.test(zone) ? "Z" : zone.replace(/(\d{2}):?(\d{2})$/, "$1:$2");
  return Date.parse(`${day}T${minutes}${seconds}${fraction.slice(0, 4)}${offset}`);
}

/** In any spelling, including `UserRole.ADMIN`. Unknown roles become `user`. */
export function asRole(value: unknown): { role: Role; known: boolean } {
  switch (lastWord(value)) {
    case "admin":
    case "administrator":
      return { role: "admin", known: true };
    case "guest":
      return { role: "guest", known: true };
    case "user":
    case "student":
    case "member":
      return { role: "user", known: true };
    default:
      return { role: "user", known: false };
  }
}

export function asMemberRole(value: unknown): MemberRole {
  switch (lastWord(value)) {
    case "owner":
    case "creator":
      return "owner";
    case "moderator":
    case "mod":
    case "admin":
      return "moderator";
    default:
      return "member";
  }
}

function lastWord(value: unknown): string {
  const text = asText(value)?.trim().toLowerCase() ?? "";
  return text.slice(text.lastIndexOf(".") + 1);
}
