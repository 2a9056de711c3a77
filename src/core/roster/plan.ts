/** What a list will change in a course: computed from both, without storing anything. */
import { inTurns, nextTurn } from "#kit/turns.ts";
import { addressKey, foldText } from "#wire/fold.ts";
import { groupLimits } from "#wire/limits.ts";
import type { CourseGroup, CoursePerson, KnownAccount } from "#storage/roster.ts";
import { Refusal } from "../refusals.ts";
import { validGroup } from "../groups/groups.ts";
import { lookalikeFinder } from "../people/lookalikes.ts";
import { nearFinder } from "./near.ts";
import {
  type Listed,
  left,
  type ListedGroups,
  type ListedPerson,
  type UnusableRow,
} from "./rows.ts";

/** A course as the list meets it. */
export interface CourseState {
  people: CoursePerson[];
  /** Accounts with an address of the list, by the address's key. */
  accounts: ReadonlyMap<string, KnownAccount>;
  groups: CourseGroup[];
  /** The names of the course's staff and of admins. */
  staff: string[];
}

/** What the teacher decides. */
export interface Choices {
  /** Lines that are probably a typo: whether it is the same person. */
  same: Record<string, boolean>;
  /** People who are to leave the course. */
  leave: string[];
  /** Whether groups that do not exist yet are created. */
  makeGroups: boolean;
}

/**
 * `new`: an account is created; `account`: someone who has one joins the course; `change`: someone
 * in the course comes into another group, or has another role; `same`: nothing changes but facts.
 */
export type ChangeKind = "new" | "account" | "change" | "same" | "leave";

/** "Team 2" comes before "Team 10". */
const byNumber = new Intl.Collator("en", { numeric: true });

export interface GroupRef {
  id: string;
  name: string;
}

export interface PlannedChange {
  kind: ChangeKind;
  /** Of the list; 0 for someone who is not on it. */
  line: number;
  /** Of someone who has an account. */
  userId?: string;
  name: string;
  email: string;
  role: "student" | "tutor";
  /** Whether the role is given to someone in the course. */
  newRole?: true;
  /** The name of a member of staff that the name of a new account looks like. */
  likeStaff?: string;
  joins: GroupRef[];
  leaves: GroupRef[];
  facts: [key: string, value: string][];
}

export interface Typo {
  line: number;
  listed: { name: string; email: string };
  here: CoursePerson;
  isSame: boolean;
}

export interface Plan {
  changes: PlannedChange[];
  unusable: UnusableRow[];
  typos: Typo[];
  /** In the course, but not on the list. */
  missing: (CoursePerson & { leaves: boolean })[];
  /** Groups that the list names and that do not exist. */
  unknownGroups: string[];
  /** Those of them that will be created. */
  newGroups: GroupRef[];
}

export interface PlanInput {
  listed: Listed;
  state: CourseState;
  choices: Choices;
  /** Makes an id for a group that is created. */
  newId: () => string;
}

/** In turns with other requests: a list may have thousands of rows. */
export function planRoster(input: PlanInput): Promise<Plan> {
  return new Planner(input).plan();
}

class Planner {
  readonly #groups: Map<string, CourseGroup | GroupRef>;
  readonly #known: ReadonlyMap<string, CoursePerson>;
  readonly #byNumber = new Map<string, CoursePerson>();
  readonly #unknown = new Map<string, string>();
  readonly #created: GroupRef[] = [];
  readonly #matched = new Set<string>();
  /** Names of groups in the list, as compared. */
  readonly #named: ReadonlySet<string>;
  readonly #unusable: UnusableRow[];
  readonly #likeStaff: (name: string) => string | undefined;

  constructor(private readonly input: PlanInput) {
    const { listed, state } = input;
    this.#groups = new Map(state.groups.toReversed().map((group) => [foldText(group.name), group]));
    this.#known = new Map(state.people.map((person) => [person.id, person]));
    for (const person of state.people) {
      if (person.number) this.#byNumber.set(person.number, person);
    }
    this.#named = new Set(
      listed.people.flatMap(({ groups }) => groups.flatMap((cell) => this.#keysOf(cell))),
    );
    this.#unusable = [...listed.unusable];
    this.#likeStaff = lookalikeFinder(state.staff);
  }

  async plan(): Promise<Plan> {
    const { state, choices } = this.input;
    const found = this.#found();
    await nextTurn();
    const strangers = state.people.filter(
      ({ id, email }) => email !== "" && !this.#matched.has(id),
    );
    const near = nearFinder(strangers);
    const typos: Typo[] = [];
    const changes: PlannedChange[] = [];
    await inTurns(found, ({ person, account }) => {
      const here = account ? undefined : near(person);
      if (here && !this.#matched.has(here.id) && mayBeSame(person, here)) {
        const isSame = choices.same[person.line] ?? foldText(here.name) === foldText(person.name);
        const { line, name, email } = person;
        typos.push({ line, listed: { name, email }, here, isSame });
        if (isSame) {
          this.#matched.add(here.id);
          changes.push(...this.#changeOf(person, { person: here }));
          return;
        }
      }
      changes.push(...this.#changeOf(person, account));
    });
    const missing = this.#missing();
    const leaving = missing.filter(({ leaves }) => leaves).map((person) => leaverOf(person));
    return {
      changes: [...changes, ...leaving],
      unusable: this.#unusable.toSorted((a, b) => a.line - b.line),
      typos,
      missing,
      unknownGroups: [...this.#unknown.values()].toSorted(byNumber.compare),
      newGroups: this.#created.toSorted((a, b) => byNumber.compare(a.name, b.name)),
    };
  }

  /** Everyone on the list, each account once. */
  #found(): { person: ListedPerson; account: Found | undefined }[] {
    const lineOf = new Map<string, number>();
    return this.input.listed.people.flatMap((person) => {
      const account = this.#accountOf(person);
      const id = account?.person?.id ?? account?.known?.id;
      const line = id === undefined ? undefined : lineOf.get(id);
      if (line !== undefined) {
        this.#leaveOut(person, left("roster_repeated", { line }));
        return [];
      }
      if (id !== undefined) lineOf.set(id, person.line);
      if (account?.person) this.#matched.add(account.person.id);
      return [{ person, account }];
    });
  }

  /** By the address, otherwise by the student number within the course. */
  #accountOf({ email, number }: ListedPerson): Found | undefined {
    const known = email === "" ? undefined : this.input.state.accounts.get(addressKey(email));
    const person = known ? this.#known.get(known.id) : this.#byNumber.get(number);
    if (!known && !person) return undefined;
    return { known, person };
  }

  #changeOf(listed: ListedPerson, account: Found | undefined): PlannedChange[] {
    try {
      return [this.#plannedFor(listed, account)];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#leaveOut(listed, error);
      return [];
    }
  }

  #leaveOut({ line, name, email }: ListedPerson, { reason, params }: Refusal): void {
    const text = [name, email].filter(Boolean).join(", ");
    this.#unusable.push({ line, text, reason, params });
  }

  /** @throws {Refusal} why the row cannot be used */
  #plannedFor(listed: ListedPerson, account: Found | undefined): PlannedChange {
    const { known, person } = account ?? {};
    if (known && known.state !== "active") throw left("roster_account");
    if (!account && listed.email === "") throw left("roster_no_address");
    if (!account && listed.name === "") throw left("name_missing");
    if (listed.role === "teacher" && !person?.isStaff) throw left("roster_teacher");
    const wanted = listed.groups.flatMap((cell) => this.#resolve(cell));
    const role: PlannedChange["role"] = listed.role === "tutor" ? "tutor" : "student";
    const { line, facts } = listed;
    const { name, email } = person ?? listed;
    if (!person) {
      const kind = known ? "account" : "new";
      const joins = eachOnce(wanted);
      const own = known && { userId: known.id };
      const likeStaff = known ? undefined : this.#likeStaff(name);
      const note = likeStaff !== undefined && { likeStaff };
      return { kind, line, ...own, name, email, role, joins, leaves: [], facts, ...note };
    }
    const joins = eachOnce(wanted).filter(({ id }) => !person.groups.some((own) => own.id === id));
    const leaves = this.#leftFor(person, wanted);
    // What a person is on the staff by other means stays.
    const isNewRole = !person.isStaff && role === "tutor";
    const kind: ChangeKind = joins.length + leaves.length > 0 || isNewRole ? "change" : "same";
    const change = { kind, line, userId: person.id, name, email, role, joins, leaves, facts };
    return isNewRole ? { ...change, newRole: true } : change;
  }

  /**
   * The groups that someone leaves for others: those into which a list has put them, and which are
   * of the same set as a wanted one. Two groups are of one set if the list names both, or if their
   * names differ only in a number.
   */
  #leftFor(person: CoursePerson, wanted: readonly GroupRef[]): GroupRef[] {
    if (wanted.length === 0) return [];
    const stems = new Set(wanted.map(({ name }) => stemOf(name)));
    const ids = new Set(wanted.map(({ id }) => id));
    return person.groups
      .filter(({ id, byRoster }) => byRoster && !ids.has(id))
      .filter(({ name }) => this.#named.has(foldText(name)) || stems.has(stemOf(name)))
      .map(({ id, name }) => ({ id, name }));
  }

  #keysOf({ whole, parts }: ListedGroups): string[] {
    const key = foldText(whole);
    return this.#groups.has(key) ? [key] : parts.map(foldText);
  }

  /** @throws {Refusal} when a group does not exist */
  #resolve(cell: ListedGroups): GroupRef[] {
    const names = this.#groups.has(foldText(cell.whole)) ? [cell.whole] : cell.parts;
    return names.map((name) => {
      const key = foldText(name);
      const there = this.#groups.get(key);
      if (there) {
        return { id: there.id, name: there.name };
      }
      this.#unknown.set(key, name);
      validGroup({ name, description: "" });
      if (this.#created.length >= groupLimits.atOnce)
        throw left("roster_groups", { max: groupLimits.atOnce });
      if (!this.input.choices.makeGroups) throw left("roster_no_group", { group: name });
      const made = { id: this.input.newId(), name };
      this.#groups.set(key, made);
      this.#created.push(made);
      return made;
    });
  }

  #missing(): Plan["missing"] {
    const leave = new Set(this.input.choices.leave);
    return this.input.state.people
      .filter(({ id, isStaff }) => !isStaff && !this.#matched.has(id))
      .map((person) => ({ ...person, leaves: leave.has(person.id) }));
  }
}

/** With another student number, it is another person. */
function mayBeSame({ number }: ListedPerson, here: CoursePerson): boolean {
  return number === "" || here.number === null || number === here.number;
}

interface Found {
  known?: KnownAccount;
  person?: CoursePerson;
}

function leaverOf({ id, name, email, groups }: CoursePerson): PlannedChange {
  const leaves = groups.map(({ id: groupId, name: groupName }) => {
    return { id: groupId, name: groupName };
  });
  const rest = { role: "student" as const, joins: [], leaves, facts: [] };
  return { kind: "leave", line: 0, userId: id, name, email, ...rest };
}

const eachOnce = (groups: readonly GroupRef[]) => [
  ...new Map(groups.map((group) => [group.id, group])).values(),
];

const stemOf = (name: string) => foldText(name).replace(/\d+/g, "#");
