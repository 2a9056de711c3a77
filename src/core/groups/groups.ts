import { groupLimits } from "#wire/limits.ts";
import { isoNow } from "#kit/clock.ts";
import { uuidv7 } from "#kit/ids.ts";
import { byPosition, type ConversationView, type DescribedConversation } from "#wire/views.ts";
import { isBlank, oneLine, severalLines } from "#wire/text.ts";
import {
  conversationById,
  insertConversations,
  listedById,
  listedInScope,
  listedOfMember,
  listedOfStudent,
  type ListedConversation,
  updateConversation,
} from "#storage/conversations.ts";
import type { Queries } from "#storage/database.ts";
import type { MembershipKey } from "#storage/members.ts";
import { entriesInScope, entriesOfMember, entryOfViewers } from "#storage/lists.ts";
import { allValid } from "../all_valid.ts";
import { courseForGroups } from "../courses/own_courses.ts";
import { writeAs } from "../write_as.ts";
import type { Acting, Actor, Context } from "../context.ts";
import { notFound } from "../refusals.ts";
import type { Writing } from "../log/write.ts";
import { type Audience, changeAudience, followRest } from "./audience.ts";
import { applyParts, partsOf } from "./member_parts.ts";
import {
  accountsOf,
  addMembers,
  eachOnce,
  type NewMember,
  requireFew,
  requirePeople,
} from "./member_steps.ts";
import { putGroupInSet, requireSetsOf } from "./group_sets.ts";
import { modeView } from "./modes.ts";
import { viewWithNewest } from "./newest_messages.ts";
import { nextSeq, requireRight } from "./next_seq.ts";
import { seesEverything, seesOthers } from "../permissions.ts";
import { scopeOf } from "../scope.ts";
import { managesGroups } from "../requirements.ts";
import { invalidText, requireStorable, requireLength, requireLegible } from "../valid_text.ts";

/** A group as in a user's list, with its newest message and the user's membership. */
export type Group = ListedConversation;

/** The actor's list, in order: their own conversations and, for staff, those that they see by office. */
export async function listGroups(context: Context): Promise<ConversationView[]> {
  const { db, newestMessages, actor } = context;
  const entries = seesOthers(actor)
    ? await entriesInScope(db, scopeOf(actor))
    : await entriesOfMember(db, actor.id);
  return (await newestMessages.views(db, actor.id, entries)).toSorted(byPosition);
}

/** The same with everything that is stored about each conversation. */
export function listWholeGroups({ db, actor }: Context): Promise<Group[]> {
  return seesOthers(actor) ? listedInScope(db, scopeOf(actor)) : listedOfMember(db, actor.id);
}

/** @throws {Refusal} not_found, also when the actor may not see it */
export async function getGroup(
  { db, actor }: { db: Queries; actor: Actor },
  id: string,
): Promise<Group> {
  const row = await listedById(db, scopeOf(actor), id);
  if (!row) throw notFound();
  return row;
}

/**
 * One conversation as in the lists of these users, in one read; users who may not see it are left
 * out. For users whom the server itself has chosen.
 */
export async function listedFor(
  db: Queries,
  conversationId: string,
  userIds: readonly string[],
): Promise<Map<string, ConversationView>> {
  const rows = await entryOfViewers(db, conversationId, userIds);
  return new Map(rows.map((row) => [row.viewerId, viewWithNewest(row)]));
}

/** The groups that a user is a member of, as far as the actor may know: for most, only their own. */
export async function listGroupsOf({ db, actor }: Context, userId: string): Promise<Group[]> {
  if (userId === actor.id || seesEverything(actor)) return listedOfMember(db, userId);
  return seesOthers(actor) ? listedOfStudent(db, { userId, viewerId: actor.id }) : [];
}

export function describedView(row: Group): DescribedConversation {
  const mode = modeView(row);
  return { ...viewWithNewest(row), description: row.description, ...(mode && { mode }) };
}

export interface GroupInput {
  name: string;
  description: string;
}

export interface NewGroup extends GroupInput {
  members: NewMember[];
  /** The set of the course that it belongs to, if any. */
  setId?: string | null;
  /** Everyone in the course, or its staff, instead of people who are chosen. */
  audience?: Audience | null;
}

/**
 * Creates a group with its members. The creator becomes its owner.
 * @throws {Refusal} as `createGroups`
 */
export async function createGroup(
  context: Context,
  input: Partial<NewGroup> & GroupInput & { courseId?: string },
): Promise<{ id: string }> {
  const { courseId, members = [], audience = null, ...texts } = input;
  const [group] = await createGroups(context, [{ ...texts, members, audience }], courseId);
  return group!;
}

/**
 * Creates several groups, all or none, in one transaction. Thousands of people come into them in
 * further ones.
 * @param courseId may be left out if there is only one that the actor can mean
 * @throws {Refusal} forbidden; not_found, for a course where the actor is no teacher; invalid (with its
 * field); conflict, if the groups are there without some of the people
 */
export async function createGroups(
  context: Context,
  inputs: NewGroup[],
  courseId?: string,
): Promise<{ id: string }[]> {
  managesGroups(context.actor);
  const { actor, clock, db, random } = context;
  const people = inputs.map(({ members, audience }) =>
    eachOnce(audience ? [] : members).filter(({ userId }) => userId !== actor.id),
  );
  requireFew(people.reduce((sum, { length }) => sum + length, 0));
  const course = await courseForGroups({ db, actor }, courseId);
  const made = inputs.map((input) => ({
    ...validGroup(input),
    setId: input.setId,
    id: uuidv7(clock.now(), random),
    ownerId: actor.id,
    audience: input.audience,
  }));
  const memberships = made.flatMap(({ id: conversationId }, index) =>
    people[index]!.map((person) => ({ ...person, conversationId })),
  );
  const [first = [], ...rest] = partsOf(memberships);
  if (rest.length > 0) {
    const choice = { courseId: course, people: memberships };
    await requirePeople(context, { tx: db, now: isoNow(clock) }, choice);
  }
  await applyParts(context, {
    parts: [first, ...rest],
    sizeOf: ({ length }) => length,
    apply: (part, index) =>
      addPart(context, { courseId: course, groups: index === 0 ? made : [], people: part }),
  });
  if (made.some(({ audience }) => audience)) await followRest(context);
  return made.map(({ id }) => ({ id }));
}

interface Part {
  courseId: string;
  groups: readonly (GroupInput & {
    id: string;
    ownerId: string;
    setId?: string | null | undefined;
    audience?: Audience | null | undefined;
  })[];
  people: readonly (NewMember & MembershipKey)[];
}

function addPart(context: Context, part: Part): Promise<void> {
  return writeAs(context, managesGroups, (acting, writing) => putGroups(acting, writing, part));
}

/**
 * Within the caller's transaction: creates groups with their owners, and adds people to these or to
 * earlier ones.
 */
export async function putGroups(
  acting: Acting,
  writing: Writing,
  { courseId, groups, people }: Part,
): Promise<void> {
  const { tx, now: at } = writing;
  await courseForGroups({ db: tx, actor: acting.actor }, courseId);
  await requireSetsOf(
    tx,
    courseId,
    groups.map(({ setId }) => setId),
  );
  const accounts = await requirePeople(acting, writing, { courseId, people });
  const own = await accountsOf(writing, [acting.actor.id]);
  await insertConversations(
    tx,
    groups.map((group) => ({ ...group, courseId, at })),
  );
  const owners = groups.map(({ id, ownerId }) => ({
    conversationId: id,
    userId: ownerId,
    role: "owner" as const,
  }));
  await addMembers(acting, writing, {
    people: [...owners, ...people],
    accounts: new Map([...accounts, ...own]),
  });
  for (const { id, audience } of groups) {
    if (audience) await changeAudience(writing, { id, courseId, audience });
  }
}

/**
 * @param input with a set, it moves there; with null, out of its set
 * @throws {Refusal} forbidden, not_found, invalid
 */
export function updateGroup(
  context: Context,
  id: string,
  { setId, ...input }: GroupInput & { setId?: string | null },
): Promise<void> {
  return writeAs(context, managesGroups, async (acting, writing) => {
    const wanted = { conversationId: id, right: "manage" } as const;
    const { courseId } = await requireRight(acting, writing, wanted);
    const present = await conversationById(writing.tx, id);
    await renameGroup(acting, writing, { id, ...validGroup(input, present) });
    if (setId !== undefined) await putGroupInSet(writing, { courseId, id, setId });
  });
}

/** Runs within the caller's transaction. The caller has checked the permission and the texts. */
export async function renameGroup(
  acting: Acting,
  writing: Writing,
  { id, ...group }: GroupInput & { id: string },
): Promise<void> {
  const { tx, now, append } = writing;
  const { meta } = await nextSeq(acting, writing, { conversationId: id, right: "manage" });
  await updateConversation(tx, { id, ...group, at: now });
  await append({ messageType: "ConversationChanged", payload: group, meta });
}

/**
 * The stored form of the group. Unchanged values are kept, even if another system created them.
 * @throws {Refusal} invalid, with its field
 */
export function validGroup(input: GroupInput, present?: GroupInput): GroupInput {
  const { name, description } = input;
  return allValid({
    name: () => (name === present?.name ? name : validGroupName(name)),
    description: () =>
      description === present?.description ? description : validDescription(description),
  });
}

/** @throws {Refusal} invalid, field `name` */
function validGroupName(text: string): string {
  requireStorable("name", text);
  const name = oneLine(text);
  const { nameChars: max } = groupLimits;
  if (name === "") {
    throw invalidText("name", { reason: "group_name_missing" });
  }
  requireLegible("name", name);
  requireLength("name", name, { max, reason: "group_name_long" });
  return name;
}

/** @throws {Refusal} invalid, field `description` */
function validDescription(text: string): string {
  requireStorable("description", text);
  const description = severalLines(text).trim();
  const { descriptionChars: max } = groupLimits;
  const rule = { max, reason: "group_description_long" } as const;
  requireLength("description", description, rule);
  return isBlank(description) ? "" : description;
}
