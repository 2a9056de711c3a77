/** What an actor may know about other people. Finding and changing accounts is for staff: people.ts. */
import type { Role } from "#wire/views.ts";
import type { Scope } from "#storage/scope.ts";
import type { Queries } from "#storage/database.ts";
import {
  type GroupOfPerson,
  groupNamesOf,
  groupsOfPerson,
  isInCourseOf,
  namesakesOf,
} from "#storage/known_people.ts";
import { personById, type StoredPerson } from "#storage/people.ts";
import { recordPersonVisit } from "../audit/audit.ts";
import type { Context } from "../context.ts";
import { scopeOf } from "../scope.ts";
import { issuerMay } from "../identity/code_rights.ts";
import { mayIssueCodes } from "../permissions.ts";
import { notFound } from "../refusals.ts";
import { type Oversight, oversightOf } from "./oversight.ts";
import { type Place, placesOfPeople } from "./places.ts";

export interface KnownPerson {
  id: string;
  name: string;
  role: Role;
  places: Place[];
  isActor: boolean;
  /** The groups in common and those that the actor sees by office; of oneself, all. */
  groups: GroupOfPerson[];
  /** Others of the same name whom the actor may know; the first few. */
  namesakes: Namesake[];
  /** For staff; of a course, about its people. */
  record?: PersonRecord;
  /** For staff who open the page of someone else. */
  oversight?: Oversight;
  /** Changing accounts is for admins. */
  mayEdit: boolean;
  /** Whether the actor may issue a one-time code for the account. */
  mayGetCode: boolean;
}

export interface Namesake {
  id: string;
  isActor: boolean;
  /** A group that tells them apart; if there is none, one in which both are. */
  group?: { name: string; isShared: boolean };
  /** For staff: the address, or the username of those who have none. */
  handle?: string;
}

export interface PersonRecord extends Pick<
  StoredPerson,
  "email" | "username" | "createdAt" | "lastSeenAt" | "expiresAt" | "disabledAt"
> {
  /** In the groups that they are a member of, since they joined them. */
  written: number;
  lastWrittenAt: string | null;
}

const namesakesShown = 5;

/**
 * What the actor may know about a person: oneself, people of one's groups, for the staff of a course its
 * people and, for admins, everyone.
 * @throws {Refusal} not_found for all others, and for deleted accounts
 */
export function describePerson({ db, actor }: Context, id: string): Promise<KnownPerson> {
  const scope = scopeOf(actor);
  return db.snapshot(async (state) => {
    const person = await personById(state, id);
    const groups = await groupsOfPerson(state, scope, id);
    const isActor = id === actor.id;
    const byOffice = scope.seesAll || (await isOfOwnCourse(state, scope, id));
    if (!person || !(byOffice || isActor || groups.length > 0)) throw notFound();
    const places = await placesOfPeople(state, scope, [id]);
    return {
      id,
      name: person.name,
      role: person.role,
      places: places(id),
      isActor,
      groups,
      namesakes: await namesakes(state, scope, { id, groups }),
      ...(byOffice && { record: recordOf(person, groups) }),
      mayEdit: scope.seesAll,
      mayGetCode: byOffice && (await mayGetCode(state, actor, person)),
    };
  });
}

async function mayGetCode(
  state: Queries,
  actor: Context["actor"],
  { id, role }: StoredPerson,
): Promise<boolean> {
  return mayIssueCodes(actor) && role !== "guest" && issuerMay(state, actor, id);
}

async function isOfOwnCourse(
  state: Queries,
  { userId: viewerId, isCourseStaff }: Scope,
  personId: string,
): Promise<boolean> {
  return isCourseStaff && isInCourseOf(state, { viewerId, personId });
}

/** The same for the person's own page. That staff open it is recorded, once per visit. */
export async function openPerson(context: Context, id: string): Promise<KnownPerson> {
  const person = await describePerson(context, id);
  if (!isWatched(person)) return person;
  await recordPersonVisit(context, id);
  return { ...person, oversight: await oversightOf(context, person) };
}

function isWatched({ record, isActor }: KnownPerson): boolean {
  return record !== undefined && !isActor;
}

async function namesakes(
  state: Queries,
  scope: Scope,
  person: Pick<KnownPerson, "id" | "groups">,
): Promise<Namesake[]> {
  const others = await namesakesOf(state, scope, { id: person.id, limit: namesakesShown });
  if (others.length === 0) return [];
  const ids = others.map(({ id }) => id);
  const known = await groupNamesOf(state, scope, ids);
  const own = new Set(person.groups.map(({ id }) => id));
  return others.map(({ id, email, username }) => {
    const theirs = known.filter(({ userId }) => userId === id);
    const group = theirs.find((one) => !own.has(one.id)) ?? theirs[0];
    return {
      id,
      isActor: id === scope.userId,
      ...(group && { group: { name: group.name, isShared: own.has(group.id) } }),
      ...(scope.seesAll && { handle: email || username }),
    };
  });
}

function recordOf(person: StoredPerson, groups: readonly GroupOfPerson[]): PersonRecord {
  const { email, username, createdAt, lastSeenAt, expiresAt, disabledAt } = person;
  const times = groups.flatMap(({ lastWrittenAt }) => lastWrittenAt ?? []);
  return {
    email,
    username,
    createdAt,
    lastSeenAt,
    expiresAt,
    disabledAt,
    written: groups.reduce((sum, group) => sum + group.written, 0),
    lastWrittenAt: times.toSorted().at(-1) ?? null,
  };
}
