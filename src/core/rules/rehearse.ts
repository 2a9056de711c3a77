/**
 * What a rule would have found in the last 30 days, before it goes live. The messages of a course are searched
 * some at a time, between other work; what is shown of them is a look at their groups.
 */
import { nextTurn } from "#kit/turns.ts";
import { staffInCourse } from "#storage/asked_groups.ts";
import { messagesByIds, type StoredMessage } from "#storage/messages.ts";
import { groupsToSearch, type SearchedMessage, searchedMessages } from "#storage/word_rules.ts";
import { rehearsalLimits } from "#wire/limits.ts";
import { ruleReason } from "#wire/looks.ts";
import { recordLookWithin } from "../audit/looks.ts";
import type { Context } from "../context.ts";
import { requireTeacher } from "../courses/own_courses.ts";
import { Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { Finder } from "./finder.ts";
import { readRule, type RuleKey, type WordRule } from "./word_rules.ts";
import type { Span } from "../messages/redacted.ts";

/** How far a rehearsal got: all groups before this one, and this one down to a seq. */
export interface RehearsalPlace {
  conversationId: string;
  beforeSeq: number;
}

export interface RehearsedMessage {
  message: StoredMessage;
  groupName: string;
  spans: Span[];
}

export interface Rehearsal {
  rule: WordRule;
  /** Messages that were searched, in this step. */
  searched: number;
  /** How many of them the rule finds something in. */
  found: number;
  /** The first of these. */
  messages: RehearsedMessage[];
  /** Groups of the course, and how many of them have been searched so far. */
  groups: number;
  groupsDone: number;
  /** Where the next step begins; undefined if there is none. */
  next: RehearsalPlace | undefined;
}

/**
 * Searches the next messages of a course by a rule, whether it is live or not, newest first in each group. Messages
 * of those whom no rule binds are left out. The actor has then looked into the groups whose text it has.
 * @throws {Refusal} not_found, forbidden
 */
export async function rehearseRule(
  context: Context,
  key: RuleKey,
  from?: RehearsalPlace,
): Promise<Rehearsal> {
  const rule = await readRule(context, key);
  const step = await searchStep(context, { courseId: key.courseId, rule, from });
  const { ids, groups, ...result } = step;
  const messages = await shownMessages(context, { key, rule, ids });
  const names = new Map(groups.map(({ id, name }) => [id, name]));
  return {
    ...result,
    rule,
    groups: groups.length,
    messages: messages.map((one) => ({
      ...one,
      groupName: names.get(one.message.conversationId) ?? "",
    })),
  };
}

interface Step {
  courseId: string;
  rule: WordRule;
  from: RehearsalPlace | undefined;
}

/** Counts, and the ids of the messages to show: no text leaves it. */
async function searchStep(context: Context, { courseId, rule, from }: Step) {
  const { db, clock, rates, actor } = context;
  const all = await groupsToSearch(db, courseId);
  const groups = all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const staff = new Set(await staffInCourse(db, courseId));
  const since = new Date(clock.now() - rehearsalLimits.pastMs).toISOString();
  const search = new Search(new Finder([rule]), { staff, since, clock });
  let next: RehearsalPlace | undefined;
  let groupsDone = groups.filter(({ id }) => from !== undefined && id < from.conversationId).length;
  for (const { id } of groups.slice(groupsDone)) {
    const beforeSeq = from?.conversationId === id ? from.beforeSeq : undefined;
    const stoppedAt = await search.group(db, { conversationId: id, beforeSeq });
    if (stoppedAt !== undefined) {
      next = { conversationId: id, beforeSeq: stoppedAt };
      break;
    }
    groupsDone += 1;
  }
  rates.readingByAccount.charge(actor.id, search.bytes);
  const { searched, found, ids } = search;
  return { searched, found, ids, groups, groupsDone, next };
}

interface Searching {
  staff: ReadonlySet<string>;
  /** Older messages are left out. */
  since: string;
  clock: Context["clock"];
}

/** One step, which ends when it has taken its time. */
class Search {
  searched = 0;
  found = 0;
  bytes = 0;
  readonly ids: string[] = [];
  #turnMs: number;
  readonly #endMs: number;

  constructor(
    private readonly finder: Finder<WordRule>,
    private readonly about: Searching,
  ) {
    this.#turnMs = about.clock.monotonic();
    this.#endMs = this.#turnMs + rehearsalLimits.stepMs;
  }

  /** @returns the seq before which it stopped; undefined at the end */
  async group(
    db: Context["db"],
    place: { conversationId: string; beforeSeq: number | undefined },
  ): Promise<number | undefined> {
    const { conversationId } = place;
    let beforeSeq = place.beforeSeq ?? Number.MAX_SAFE_INTEGER;
    for (;;) {
      const limit = rehearsalLimits.batch;
      const rows = await searchedMessages(db, { conversationId, beforeSeq, limit });
      for (const row of rows) {
        if (row.sentAt < this.about.since) return undefined;
        if (this.#isOver()) return beforeSeq;
        beforeSeq = row.seq;
        this.#look(row);
        await this.#rest();
      }
      if (rows.length < limit) return undefined;
    }
  }

  #look({ id, content, senderId, senderRole }: SearchedMessage): void {
    this.searched += 1;
    this.bytes += content.length;
    if (senderRole === "admin" || this.about.staff.has(senderId)) return;
    if (this.finder.find(content).length === 0) return;
    this.found += 1;
    if (this.ids.length < rehearsalLimits.shown) this.ids.push(id);
  }

  /** At least one message is searched in each step. */
  #isOver(): boolean {
    if (this.searched === 0) return false;
    const isLate = this.about.clock.monotonic() >= this.#endMs;
    return isLate || this.searched >= rehearsalLimits.messages;
  }

  /** Chat goes on meanwhile. */
  async #rest(): Promise<void> {
    if (this.about.clock.monotonic() - this.#turnMs < rehearsalLimits.turnMs) return;
    await nextTurn();
    this.#turnMs = this.about.clock.monotonic();
  }
}

interface Wanted {
  key: RuleKey;
  rule: WordRule;
  ids: string[];
}

/** The messages as they are now, with a look at each group of which the actor is no member. */
async function shownMessages(
  context: Context,
  { key, rule, ids }: Wanted,
): Promise<Omit<RehearsedMessage, "groupName">[]> {
  if (ids.length === 0) return [];
  return writeAs(context, signedIn, async (acting, writing) => {
    const { tx } = writing;
    await requireTeacher({ db: tx, actor: acting.actor }, key.courseId);
    const finder = new Finder([rule]);
    const rows = new Map((await messagesByIds(tx, ids)).map((row) => [row.id, row]));
    const shown = ids.flatMap((id) => {
      const message = rows.get(id);
      const [hit] = message?.removedAt === null ? finder.find(message.content) : [];
      return message && hit ? [{ message, spans: hit.spans }] : [];
    });
    for (const conversationId of new Set(shown.map(({ message }) => message.conversationId))) {
      await recordLookWithin(acting, writing, { conversationId, reason: ruleReason });
    }
    return shown;
  });
}

/** Written as a text, for an address. */
export function placeText({ conversationId, beforeSeq }: RehearsalPlace): string {
  return `${beforeSeq}.${conversationId}`;
}

/** @throws {Refusal} invalid, field `from` */
export function placeOfText(text: string): RehearsalPlace | undefined {
  if (text === "") return undefined;
  const [, seq, conversationId] = /^(\d{1,16})\.(.+)$/s.exec(text) ?? [];
  if (seq === undefined || conversationId === undefined) {
    throw new Refusal("invalid", { field: "from", reason: "invalid_input" });
  }
  return { conversationId, beforeSeq: Number(seq) };
}
