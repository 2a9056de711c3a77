/** The word rules of a course, which its teachers make. Each is a draft until it is switched on. */
import { secretToken, uuidv7 } from "#kit/ids.ts";
import { staffInCourse } from "#storage/asked_groups.ts";
import { writeMeta } from "#storage/meta.ts";
import {
  deleteWordRule,
  insertWordRule,
  type StoredWordRule,
  switchWordRule,
  updateWordRule,
  wordRule,
  wordRulesOf,
} from "#storage/word_rules.ts";
import type { AuditVerb } from "#wire/audit_verbs.ts";
import { ruleLimits } from "#wire/limits.ts";
import { oneLine, severalLines } from "#wire/text.ts";
import { allValid } from "../all_valid.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context } from "../context.ts";
import { type OwnCourse, requireTeacher } from "../courses/own_courses.ts";
import type { Writing } from "../log/write.ts";
import { refresh } from "../moderation/refresh.ts";
import { notFound, Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { invalidText, requireLength, requireStorable } from "../valid_text.ts";
import { writeAs } from "../write_as.ts";
import { BadPattern, patternSteps, phrasesOf } from "./finder.ts";
import { ruleName } from "./rule_name.ts";

export type WordRule = StoredWordRule;

export const ruleKinds = ["words", "pattern"] as const;
export const ruleActions = ["mask", "hold", "refuse", "report"] as const;

export interface RuleInput {
  kind: string;
  /** Words or phrases, one a line; or one pattern. */
  searched: string;
  action: string;
  sentence?: string | undefined;
}

export interface RuleKey {
  courseId: string;
  id: string;
}

/** Of the rule as the actor has seen it. */
interface Seen {
  version: number;
}

/** In the order in which they were made, for teachers. @throws {Refusal} not_found, forbidden */
export async function listRules({ db, actor }: Context, courseId: string): Promise<WordRule[]> {
  await requireTeacher({ db, actor }, courseId);
  return wordRulesOf(db, courseId);
}

/** @throws {Refusal} not_found, forbidden */
export async function readRule({ db, actor }: Context, key: RuleKey): Promise<WordRule> {
  await requireTeacher({ db, actor }, key.courseId);
  const rule = await wordRule(db, key);
  if (!rule) throw notFound();
  return rule;
}

/** Makes a draft. @throws {Refusal} not_found, forbidden; invalid, with the field; conflict: too many */
export function addRule(context: Context, courseId: string, input: RuleInput): Promise<WordRule> {
  const valid = validRule(input);
  return inCourse(context, courseId, async (acting, writing, course) => {
    const { tx, now: at } = writing;
    const { rules: max } = ruleLimits;
    if ((await wordRulesOf(tx, courseId)).length >= max) {
      throw new Refusal("conflict", { reason: "too_many_rules", params: { max } });
    }
    const id = uuidv7(acting.clock.now(), acting.random);
    await insertWordRule(tx, { id, courseId, ...valid, isLive: false, at });
    return changed(acting, writing, { course, id, verb: "course.rule_create" });
  });
}

/**
 * Changes a rule, which becomes a draft.
 * @throws {Refusal} not_found, forbidden; invalid, with the field; conflict, when it was changed meanwhile
 */
export function changeRule(
  context: Context,
  key: RuleKey & Seen,
  input: RuleInput,
): Promise<WordRule> {
  const valid = validRule(input);
  return inCourse(context, key.courseId, async (acting, writing, course) => {
    await requireSeen(writing, key);
    await updateWordRule(writing.tx, { id: key.id, ...valid });
    return changed(acting, writing, { course, id: key.id, verb: "course.rule_change" });
  });
}

/**
 * From now on, a rule counts, or it is a draft.
 * @throws {Refusal} not_found, forbidden; conflict, when it was changed meanwhile, or when all patterns of the
 * course would be too large together
 */
export function switchRule(
  context: Context,
  key: RuleKey & Seen,
  isLive: boolean,
): Promise<WordRule> {
  return inCourse(context, key.courseId, async (acting, writing, course) => {
    const rule = await requireSeen(writing, key);
    if (isLive) requireRoom(rule, await wordRulesOf(writing.tx, key.courseId));
    await switchWordRule(writing.tx, { id: key.id, isLive });
    const verb = isLive ? "course.rule_on" : "course.rule_off";
    return changed(acting, writing, { course, id: key.id, verb });
  });
}

/** @throws {Refusal} not_found, forbidden */
export async function deleteRule(context: Context, key: RuleKey): Promise<void> {
  await inCourse(context, key.courseId, async (acting, writing, course) => {
    const rule = await wordRule(writing.tx, key);
    if (!rule) throw notFound();
    await deleteWordRule(writing.tx, key.id);
    await note(acting, writing, { course, rule, verb: "course.rule_delete" });
  });
}

/** For a copy of a course: the same rules, drafts as drafts. */
export async function copyRules(
  { clock, random }: Acting,
  { tx, now: at }: Writing,
  { from, to }: { from: string; to: string },
): Promise<void> {
  for (const { isLive, ...rule } of await wordRulesOf(tx, from)) {
    const id = uuidv7(clock.now(), random);
    await insertWordRule(tx, { ...rule, id, courseId: to, isLive: isLive === 1, at });
  }
  await renewMark(tx, random);
}

type Change<T> = (acting: Acting, writing: Writing, course: OwnCourse) => Promise<T>;

function inCourse<T>(context: Context, courseId: string, change: Change<T>): Promise<T> {
  return writeAs(context, signedIn, async (acting, writing) => {
    const asking = { db: writing.tx, actor: acting.actor };
    return change(acting, writing, await requireTeacher(asking, courseId));
  });
}

async function requireSeen({ tx }: Writing, key: RuleKey & Seen): Promise<WordRule> {
  const rule = await wordRule(tx, key);
  if (!rule) throw notFound();
  if (rule.version !== key.version) throw new Refusal("conflict", { reason: "rule_changed" });
  return rule;
}

type RuleVerb = Extract<AuditVerb, `course.rule_${string}`>;

async function changed(
  acting: Acting,
  writing: Writing,
  { course, id, verb }: { course: OwnCourse; id: string; verb: RuleVerb },
): Promise<WordRule> {
  const rule = (await wordRule(writing.tx, { courseId: course.id, id }))!;
  await note(acting, writing, { course, rule, verb });
  return rule;
}

/** The servers read the rules anew, and open pages show them. */
async function note(
  acting: Acting,
  writing: Writing,
  { course, rule, verb }: { course: OwnCourse; rule: WordRule; verb: RuleVerb },
): Promise<void> {
  await renewMark(writing.tx, acting.random);
  const detail = ruleName(rule.searched);
  await recordAct(acting, writing, { verb, courseId: course.id, detail });
  await refresh(writing, [acting.actor.id, ...(await staffInCourse(writing.tx, course.id))]);
}

function renewMark(tx: Writing["tx"], random: Acting["random"]): Promise<number> {
  return writeMeta(tx, "word_rules", secretToken(random));
}

/** All patterns of a course are one program, which every message passes through. */
function requireRoom(rule: WordRule, all: readonly WordRule[]): void {
  if (rule.kind !== "pattern") return;
  const others = all.filter(
    ({ id, kind, isLive }) => id !== rule.id && kind === "pattern" && isLive === 1,
  );
  const steps = [rule, ...others].map(({ searched }) => patternSteps(searched));
  if (steps.reduce((sum, one) => sum + one, 0) > ruleLimits.courseSteps) {
    throw new Refusal("conflict", { reason: "rules_too_large" });
  }
}

function validRule({ kind, searched, action, sentence = "" }: RuleInput) {
  return allValid({
    kind: () => oneOf("kind", kind, ruleKinds),
    searched: () => validSearched(searched, kind),
    action: () => oneOf("action", action, ruleActions),
    sentence: () => validSentence(sentence, action),
  });
}

function oneOf<Value extends string>(
  field: string,
  typed: string,
  values: readonly Value[],
): Value {
  const value = values.find((one) => one === typed);
  if (value === undefined) throw invalidText(field, { reason: "rule_choice" });
  return value;
}

function validSearched(typed: string, kind: string): string {
  const field = "searched";
  requireStorable(field, typed);
  const lines = severalLines(typed)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const text = lines.join("\n");
  if (text === "") throw invalidText(field, { reason: "rule_empty" });
  const isPattern = kind === "pattern";
  const max = isPattern ? ruleLimits.patternChars : ruleLimits.wordsChars;
  requireLength(field, text, { max, reason: "rule_long" });
  if (isPattern) requirePattern(field, text);
  else if (phrasesOf(text).length < lines.length) {
    throw invalidText(field, { reason: "rule_no_word" });
  }
  return text;
}

function requirePattern(field: string, text: string): void {
  if (text.includes("\n")) throw invalidText(field, { reason: "pattern_lines" });
  try {
    if (patternSteps(text) <= ruleLimits.patternSteps) return;
  } catch (error) {
    if (!(error instanceof BadPattern)) throw error;
    throw invalidText(field, { reason: "pattern_wrong", params: { why: error.message } });
  }
  throw invalidText(field, { reason: "pattern_large" });
}

function validSentence(typed: string, action: string): string {
  const field = "sentence";
  requireStorable(field, typed);
  const sentence = oneLine(typed);
  if (sentence === "" && action === "refuse") throw invalidText(field, { reason: "rule_sentence" });
  requireLength(field, sentence, { max: ruleLimits.sentenceChars, reason: "reason_long" });
  return sentence;
}
