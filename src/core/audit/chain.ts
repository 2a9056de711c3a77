/**
 * The chain of the staff log: each entry holds the hash of the one before, so that nobody changes, removes or
 * swaps one without all that follow. What may have to be erased, a detail with names or quoted words, is in
 * the hash only as a salted hash of its own.
 */
import { canonicalJson } from "#kit/canonical_json.ts";
import type { StoredAct } from "#storage/audit.ts";
import type { ChainedAct } from "#storage/log_chain.ts";

/** Before the first entry. */
export const noHash = "0".repeat(64);

/** The end of a chain. */
export interface ChainEnd {
  number: number;
  hash: string;
}

/** The entry that follows. */
export function chainedTo({ number, hash }: ChainEnd, act: StoredAct, salt: string): ChainedAct {
  const { detail } = act;
  const linked = {
    ...act,
    number: number + 1,
    previous: hash,
    salt: detail === null ? null : salt,
    commitment: detail === null ? null : commitmentTo(detail, salt),
  };
  return { ...linked, hash: hashOf(linked) };
}

/** What an entry's hash must be. */
export function hashOf(entry: Omit<ChainedAct, "hash" | "detail" | "salt">): string {
  const { id, at, actorId, verb, conversationId, courseId, subjectId } = entry;
  const { number, previous, commitment } = entry;
  return sha256(
    canonicalJson({
      id,
      at,
      actor: actorId,
      verb,
      conversation: conversationId,
      course: courseId,
      subject: subjectId,
      detail: commitment,
      number,
      previous,
    }),
  );
}

/** The salt keeps short details from being guessed after they were erased. */
export function commitmentTo(detail: string, salt: string): string {
  return sha256(canonicalJson({ detail, salt }));
}

function sha256(text: string): string {
  return new Bun.CryptoHasher("sha256").update(text).digest("hex");
}
