/** What the word rules of a course do to a text that someone writes. */
import { keepVersion } from "#storage/message_versions.ts";
import { markRedacted } from "#storage/messages.ts";
import { ranksIn } from "#storage/ranks.ts";
import { isAskedGroup, type StoredWordRule } from "#storage/word_rules.ts";
import type { MessageView } from "#wire/views.ts";
import type { Acting, Context } from "../context.ts";
import { requireRight } from "../groups/next_seq.ts";
import type { Writing } from "../log/write.ts";
import { redacted } from "../messages/redacted.ts";
import { reportByRule } from "../moderation/rule_cases.ts";
import { Refusal } from "../refusals.ts";
import { type Hit, merged } from "./finder.ts";

export type RuleHit = Hit<StoredWordRule>;

/** What known rules find in a text, before the transaction, which asks whether these are still the rules. */
export interface SearchedText {
  mark: string;
  hits: readonly RuleHit[];
}

/** @returns undefined if this process has to read the rules first */
export function searched(
  { keptRules }: Pick<Context, "keptRules">,
  { conversationId, content }: { conversationId: string; content: string },
): SearchedText | undefined {
  const rules = keptRules.known(conversationId);
  return rules && { mark: rules.mark, hits: rules.finder?.find(content) ?? [] };
}

/** From here on, rules do not bind. */
const tutor = 2;

interface Ruled {
  conversationId: string;
  right: "post" | "edit" | "hold";
  content: string;
  /** What was found in it before. */
  searched: SearchedText | undefined;
}

/**
 * What the rules find in a text, as far as it binds the actor: nothing binds staff of the course.
 * @throws {Refusal} forbidden, if a rule refuses the text, or if it has to wait; as for the right itself, which is
 * asked for first
 */
export async function bindingHits(
  acting: Acting,
  writing: Writing,
  { conversationId, right, content, searched: before }: Ruled,
): Promise<readonly RuleHit[]> {
  const { mark, finder } = await acting.keptRules.within(writing.tx, conversationId);
  const hits = before?.mark === mark ? before.hits : (finder?.find(content) ?? []);
  if (hits.length === 0) return hits;
  await requireRight(acting, writing, { conversationId, right });
  const { id } = acting.actor;
  const ranks = await ranksIn(writing.tx, { conversationId, actorId: id, userId: id });
  if (ranks && ranks.rank >= tutor) return [];
  const refusing = hits.find(({ rule }) => rule.action === "refuse");
  if (refusing) {
    const { sentence } = refusing.rule;
    throw new Refusal("forbidden", { reason: "rule_refused", params: { sentence } });
  }
  if (right === "hold" || !hits.some(isHolding)) return hits;
  // What a student asks the staff in private, they read anyway.
  if (await isAskedGroup(writing.tx, conversationId)) return hits;
  const reason = right === "edit" ? "rule_edit_waits" : "message_waits";
  throw new Refusal("forbidden", { reason });
}

/** Whether a message in which it was found waits for approval. */
export function isHolding({ rule }: RuleHit): boolean {
  return rule.action === "hold";
}

/**
 * Applies the rules to a message that was just stored as it was written: what is masked becomes an earlier
 * version of it, and a case is made for staff.
 * @returns the message as everyone may read it
 */
export async function applyRules(
  acting: Acting,
  writing: Writing,
  { message, hits }: { message: MessageView; hits: readonly RuleHit[] },
): Promise<MessageView> {
  const ruled = await applyMasks(acting, writing, { message, hits });
  const reporting = hits.find(({ rule }) => rule.action === "report");
  if (reporting)
    await reportByRule(acting, writing, { message: ruled, what: reporting.rule.searched });
  return ruled;
}

async function applyMasks(
  acting: Acting,
  { tx, now: at }: Writing,
  { message, hits }: { message: MessageView; hits: readonly RuleHit[] },
): Promise<MessageView> {
  const masks = hits.filter(({ rule }) => rule.action === "mask");
  const content = masked(message.content, masks);
  if (content === message.content) return message;
  const reason = masks.find(({ rule }) => rule.sentence !== "")?.rule.sentence ?? null;
  const { id: messageId, revision = 0 } = message;
  const by = acting.actor.id;
  await keepVersion(tx, { messageId, change: "redact", reason, by, byRule: true, at });
  await markRedacted(tx, { id: messageId, content, at, reason });
  const redaction = { at, ...(reason !== null && { reason }) };
  return { ...message, content, redacted: redaction, revision: revision + 1 };
}

function masked(text: string, hits: readonly RuleHit[]): string {
  const spans = merged(hits.flatMap((hit) => hit.spans));
  // From the end, so that the places before it stay where they are.
  return spans.reduceRight((content, span) => redacted(content, span) ?? content, text);
}
