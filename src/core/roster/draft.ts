/** An import before it is applied: the list, what its columns are, and what was decided. */
import { isFields } from "#wire/fields.ts";
import { addressKey, foldText } from "#wire/fold.ts";
import { nextTurn } from "#kit/turns.ts";
import { uuidv7 } from "#kit/ids.ts";
import { isoNow } from "#kit/clock.ts";
import type { Queries } from "#storage/database.ts";
import { accountsOfKeys, courseGroups, coursePeople } from "#storage/roster.ts";
import { staffNamesOfCourse } from "#storage/staff_names.ts";
import type { Services } from "../context.ts";
import { invalidText } from "../valid_text.ts";
import { type Column, type Origin, recognise } from "./columns.ts";
import type { Encoding } from "./decode.ts";
import { type ColumnUse, columnUses } from "./headings.ts";
import { type Choices, type CourseState, type Plan, planRoster } from "./plan.ts";
import { readTable, type Separator } from "./read_table.ts";
import { type Listed, listedPeople } from "./rows.ts";

export interface Draft {
  text: string;
  encoding: Encoding;
  /** What the teacher has corrected, by the number of the column from 0. */
  uses: Record<string, ColumnUse>;
  keep: Record<string, boolean>;
  choices: Omit<Choices, "makeGroups"> & {
    /** Decided by what the course has, until the teacher decides. */
    makeGroups?: boolean;
  };
}

export interface ReadDraft {
  origin: Origin;
  separator: Separator;
  encoding: Encoding;
  columns: (Column & {
    /** A value of the column. */
    example: string;
  })[];
  /** How many rows there are beside the headings. */
  rows: number;
  listed: Listed;
}

export interface Preview extends Omit<ReadDraft, "listed"> {
  plan: Plan;
  makeGroups: boolean;
}

export function newDraft({ text, encoding }: Pick<Draft, "text" | "encoding">): Draft {
  return { text, encoding, uses: {}, keep: {}, choices: { same: {}, leave: [] } };
}

/** @throws {Refusal} invalid, field `list`, when it cannot be read */
export async function readDraft({ text, encoding, uses, keep }: Draft): Promise<ReadDraft> {
  const table = readTable(text);
  const found = recognise(table);
  const columns = found.columns.map((column, index) => ({
    heading: column.heading,
    use: uses[index] ?? column.use,
    keep: keep[index] ?? column.keep,
    example: found.rows.find(({ cells }) => cells[index])?.cells[index] ?? "",
  }));
  await nextTurn();
  const listed = await listedPeople({ ...found, columns });
  const { separator } = table;
  return { origin: found.origin, separator, encoding, columns, rows: found.rows.length, listed };
}

/** What the list changes in the course as it is now. @throws {Refusal} as `readDraft` */
export async function previewDraft(
  { clock, random }: Pick<Services, "clock" | "random">,
  db: Queries,
  { courseId, draft }: { courseId: string; draft: Draft },
): Promise<Preview> {
  const { listed, ...read } = await readDraft(draft);
  const state = await courseState(db, { courseId, listed, now: isoNow(clock) });
  const makeGroups = draft.choices.makeGroups ?? noneExists(listed, state);
  const plan = await planRoster({
    listed,
    state,
    choices: { ...draft.choices, makeGroups },
    newId: () => uuidv7(clock.now(), random),
  });
  return { ...read, plan, makeGroups };
}

async function courseState(
  db: Queries,
  { courseId, listed, now }: { courseId: string; listed: Listed; now: string },
): Promise<CourseState> {
  const keys = listed.people.map(({ email }) => addressKey(email)).filter(Boolean);
  return {
    people: await coursePeople(db, { courseId, now }),
    accounts: await accountsOfKeys(db, { keys, now }),
    groups: await courseGroups(db, courseId),
    staff: await staffNamesOfCourse(db, { courseId, now }),
  };
}

/** A first list creates its groups; later, a new name is more likely to be a mistake. */
function noneExists({ people }: Listed, { groups }: CourseState): boolean {
  const names = new Set(groups.map(({ name }) => foldText(name)));
  return !people.some((person) =>
    person.groups.some(({ whole, parts }) =>
      [whole, ...parts].some((name) => names.has(foldText(name))),
    ),
  );
}

/** What a form or a program says about the columns and the decisions. */
export interface Correction {
  uses?: Record<string, string>;
  keep?: Record<string, boolean>;
  same?: Record<string, boolean>;
  leave?: readonly string[];
  makeGroups?: boolean;
}

/** @throws {Refusal} invalid, field `columns`, for an unknown use */
export function corrected(draft: Draft, correction: Correction): Draft {
  const { uses = {}, keep = {}, same = {}, leave, makeGroups } = correction;
  const known = Object.entries(uses).map(([column, use]) => [column, useNamed(use)] as const);
  const { choices } = draft;
  return {
    ...draft,
    uses: { ...draft.uses, ...Object.fromEntries(known) },
    keep: { ...draft.keep, ...keep },
    choices: {
      same: { ...choices.same, ...same },
      leave: leave ? [...new Set(leave)] : choices.leave,
      makeGroups: makeGroups ?? choices.makeGroups,
    },
  };
}

function useNamed(use: string): ColumnUse {
  const known = columnUses.find((one) => one === use);
  if (!known) throw invalidText("columns", { reason: "invalid_input" });
  return known;
}

export function storedDraft(draft: Draft): string {
  return JSON.stringify(draft);
}

export function draftOf(stored: string): Draft {
  const draft: unknown = JSON.parse(stored);
  if (!isFields(draft)) throw new Error("a draft is stored as an object");
  return draft as unknown as Draft;
}
