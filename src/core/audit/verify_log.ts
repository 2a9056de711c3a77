/**
 * Verifies an export of the staff log, without a database and without the network. The lines are JSON: entries
 * and checkpoints, in the order of their numbers.
 */
import { canonicalJson } from "#kit/canonical_json.ts";
import { isFields } from "#wire/fields.ts";
import type { ChainedAct, StoredCheckpoint } from "#storage/log_chain.ts";
import { type ChainEnd, commitmentTo, hashOf, noHash } from "./chain.ts";
import { isSignedBy } from "./log_key.ts";

/** The act with which a key of checkpoints names the next one. */
export const keyVerb = "log.key";

export type LogLine = { entry: ChainedAct } | { checkpoint: StoredCheckpoint };

export interface Verified {
  /** How many entries are unchanged, from the first one on. */
  entries: number;
  first: number | undefined;
  last: number | undefined;
  checkpoints: number;
  /** The key of the newest checkpoint. */
  key: string | undefined;
  /** Where it breaks, in words for the operator; undefined if it does not. */
  problem: string | undefined;
}

/**
 * The lines of an export.
 * @throws {SyntaxError} when it is none, naming the line
 */
export function readExport(text: string): LogLine[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, index) => lineOf(line, index + 1));
}

function lineOf(text: string, number: number): LogLine {
  try {
    const value: unknown = JSON.parse(text);
    if (isFields(value)) {
      const { checkpoint, entry } = value;
      if (isFields(entry) && typeof entry["number"] === "number") return value as LogLine;
      if (isFields(checkpoint) && typeof checkpoint["number"] === "number") return value as LogLine;
    }
  } catch {
    // Said below.
  }
  throw new SyntaxError(`Line ${number} is not of an export of the staff log.`);
}

/** @returns undefined if it is no head: the number of an entry, a colon and its hash */
export function readHead(code: string): ChainEnd | undefined {
  const [, number, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(code.trim()) ?? [];
  return number === undefined || hash === undefined ? undefined : { number: Number(number), hash };
}

/** What a checkpoint signs. */
export function checkpointText({
  number,
  hash,
  at,
  key,
}: Omit<StoredCheckpoint, "signature">): string {
  return canonicalJson({ at, entry: number, hash, key });
}

/** @param head the end of the chain, or a checkpoint, as it was kept elsewhere */
export function verifyLog(lines: readonly LogLine[], head?: ChainEnd): Verified {
  const entries = lines.flatMap((line) => ("entry" in line ? [line.entry] : []));
  const checkpoints = lines.flatMap((line) => ("checkpoint" in line ? [line.checkpoint] : []));
  const sound: ChainedAct[] = [];
  let problem = unsignedProblem(checkpoints, entries);
  let before = startOf(entries, checkpoints);
  if (before === undefined)
    problem ??= `Entry ${entries[0]!.number - 1} and all before it are missing, and no checkpoint says that they were there.`;
  for (const entry of problem === undefined ? entries : []) {
    problem = entryProblem(entry, before!) ?? checkpointProblem(entry, checkpoints);
    if (problem !== undefined) break;
    sound.push(entry);
    before = entry;
  }
  problem ??= endProblem(sound, checkpoints, head);
  return {
    entries: sound.length,
    first: sound[0]?.number,
    last: sound.at(-1)?.number,
    checkpoints: checkpoints.length,
    key: checkpoints.at(-1)?.key,
    problem,
  };
}

/** What the first entry follows: nothing, or the checkpoint up to which older ones were deleted. */
function startOf(
  entries: readonly ChainedAct[],
  checkpoints: readonly StoredCheckpoint[],
): ChainEnd | undefined {
  const first = entries[0]?.number ?? 1;
  if (first === 1) return { number: 0, hash: noHash };
  return checkpoints.find(({ number }) => number === first - 1);
}

function entryProblem(entry: ChainedAct, before: ChainEnd): string | undefined {
  const { commitment, detail, hash, number, previous, salt } = entry;
  const expected = before.number + 1;
  if (number > expected) return `Entry ${expected} is missing.`;
  if (number < expected)
    return `Entry ${number} is not in its place: it comes after ${before.number}.`;
  if (previous !== before.hash)
    return `Entry ${number} does not follow entry ${before.number}: one of them was replaced.`;
  if (hash !== hashOf(entry)) return `Entry ${number} was changed.`;
  // Erased details have left their commitment.
  const isKept = detail !== null && salt !== null;
  if (isKept && commitment !== commitmentTo(detail, salt))
    return `The details of entry ${number} were changed.`;
  if (detail !== null && commitment === null) return `Details were added to entry ${number}.`;
  return undefined;
}

function checkpointProblem(
  { number, hash }: ChainEnd,
  checkpoints: readonly StoredCheckpoint[],
): string | undefined {
  const found = checkpoints.find((one) => one.number === number);
  return found && found.hash !== hash
    ? `Entry ${number} is not the one that its checkpoint signed.`
    : undefined;
}

/** Each checkpoint is signed, and by a key that the one before it knew. */
function unsignedProblem(
  checkpoints: readonly StoredCheckpoint[],
  entries: readonly ChainedAct[],
): string | undefined {
  let key = checkpoints[0]?.key;
  let at = 0;
  for (const checkpoint of checkpoints) {
    const { number, signature } = checkpoint;
    if (checkpoint.key !== key) {
      const from = at;
      const isNamed = entries.some(
        (one) =>
          one.verb === keyVerb &&
          one.number > from - 1 &&
          one.number < number &&
          one.detail === checkpoint.key,
      );
      if (!isNamed)
        return `The checkpoint of entry ${number} is signed by a key that no entry names.`;
      key = checkpoint.key;
    }
    if (!isSignedBy(checkpoint.key, checkpointText(checkpoint), signature)) {
      return `The checkpoint of entry ${number} is not signed by its key.`;
    }
    at = number;
  }
  return undefined;
}

function endProblem(
  sound: readonly ChainedAct[],
  checkpoints: readonly StoredCheckpoint[],
  head: ChainEnd | undefined,
): string | undefined {
  const last = sound.at(-1)?.number ?? checkpoints.at(-1)?.number ?? 0;
  const signed = checkpoints.at(-1)?.number ?? 0;
  if (sound.length > 0 && signed > last)
    return `${missingBetween(last, signed)} at the end, up to where a checkpoint has signed.`;
  if (!head) return undefined;
  if (head.number > last) return `${missingBetween(last, head.number)} at the end, up to the head.`;
  const there = [...sound, ...checkpoints].find(({ number }) => number === head.number);
  if (!there)
    return `Entry ${head.number}, of which the head is, was deleted by age, and has no checkpoint.`;
  return there.hash === head.hash
    ? undefined
    : `Entry ${head.number} is not the one of the head: the log was rewritten.`;
}

function missingBetween(last: number, end: number): string {
  return end === last + 1 ? `Entry ${end} is missing` : `Entries ${last + 1} to ${end} are missing`;
}
