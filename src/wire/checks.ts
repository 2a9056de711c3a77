/** Checks for single fields that clients send. */
import { isPlainId, isStorable, isStoredId } from "./text.ts";

/** Describes the problem with a field, or returns undefined if it is valid. */
export type Check = (value: unknown) => string | undefined;

export interface Shape {
  top?: Record<string, Check>;
  payload?: Record<string, Check>;
  meta?: Record<string, Check>;
}

interface TextRule {
  min: number;
  /** Applies to the text as stored. */
  max: number;
  /** Converts the text to its stored form; without this it is stored as sent. */
  stored?: (text: string) => string;
  refuse?: (text: string) => string | undefined;
}

export function text({ min, max, stored = (value) => value, refuse: problemOf }: TextRule): Check {
  return (value) => {
    if (typeof value !== "string") return "must be a text";
    if (value.length < min) return "must not be empty";
    if (!isStorable(value)) return "must be well-formed Unicode without NUL";
    if (stored(value).length > max) return `must have at most ${max} characters`;
    return problemOf?.(value);
  };
}

export function notStoredId(value: string): string | undefined {
  return isStoredId(value)
    ? undefined
    : "must have no control characters, and no spaces at its ends";
}

export function notPlainId(value: string): string | undefined {
  return isPlainId(value) ? undefined : "must have no spaces and no invisible characters";
}

export function wholeNumber(value: unknown): string | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0
    ? undefined
    : "must be a whole number";
}

export function yesOrNo(value: unknown): string | undefined {
  return typeof value === "boolean" ? undefined : "must be true or false";
}

export function optional(check: Check): Check {
  return (value) => (value === undefined || value === null ? undefined : check(value));
}
