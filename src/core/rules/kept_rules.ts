/**
 * The word rules of courses, compiled and kept in memory. Each change of a rule stores another mark in the
 * database. A text is searched by the rules that this process knows, and stored only if their mark is still
 * that of the database: the transaction compares. So a rule that one server switches on counts on the others
 * at once, and where nothing has changed, nothing is asked before.
 */
import type { Queries } from "#storage/database.ts";
import { courseOfGroup, rulesMark, type StoredWordRule, wordRulesOf } from "#storage/word_rules.ts";
import { BadPattern, Finder } from "./finder.ts";

export interface LiveRules {
  /** Of the database, when they were read. */
  mark: string;
  /** Undefined if the course has none. */
  finder: Finder<StoredWordRule> | undefined;
}

/** The courses read longest ago go first; likewise the groups, whose course never changes. */
const coursesMax = 200;
const groupsMax = 20_000;

export class KeptRules {
  /** Where no rule was ever made, there is none. */
  #mark = "";
  readonly #courses = new Map<string, LiveRules>();
  readonly #courseOf = new Map<string, string>();

  /** What this process knows of the rules in a group; undefined if it has to read them. */
  known(conversationId: string): LiveRules | undefined {
    if (this.#mark === "") return { mark: "", finder: undefined };
    return this.#courses.get(this.#courseOf.get(conversationId) ?? "");
  }

  /** The rules in a group as the transaction sees them. */
  async within(tx: Queries, conversationId: string): Promise<LiveRules> {
    const mark = await rulesMark(tx);
    if (mark !== this.#mark) {
      this.#courses.clear();
      this.#mark = mark;
    }
    const known = this.known(conversationId);
    if (known) return known;
    const courseId =
      this.#courseOf.get(conversationId) ?? (await courseOfGroup(tx, conversationId));
    if (courseId === undefined) return { mark, finder: undefined };
    const rules = this.#courses.get(courseId) ?? {
      mark,
      finder: compiled(await wordRulesOf(tx, courseId)),
    };
    // Meanwhile, another transaction may have seen newer ones.
    if (mark === this.#mark) this.#keep({ conversationId, courseId, rules });
    return rules;
  }

  #keep(read: { conversationId: string; courseId: string; rules: LiveRules }): void {
    this.#courseOf.set(read.conversationId, read.courseId);
    dropOldest(this.#courseOf, groupsMax);
    this.#courses.set(read.courseId, read.rules);
    dropOldest(this.#courses, coursesMax);
  }
}

function compiled(rules: readonly StoredWordRule[]): Finder<StoredWordRule> | undefined {
  const usable = rules.filter((rule) => rule.isLive === 1 && isUsable(rule));
  return usable.length === 0 ? undefined : new Finder(usable);
}

/** A later version may refuse what an earlier one accepted: that must not keep a course from writing. */
function isUsable(rule: StoredWordRule): boolean {
  try {
    return new Finder([rule]).rules.length > 0;
  } catch (error) {
    if (error instanceof BadPattern) return false;
    throw error;
  }
}

function dropOldest(kept: Map<string, unknown>, max: number): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= max) return;
    kept.delete(oldest);
  }
}
