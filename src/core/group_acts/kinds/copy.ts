/** Copies groups with their people, without messages. */
import { uuidv7 } from "#kit/ids.ts";
import { groupLimits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import { insertConversations } from "#storage/conversations.ts";
import { groupSetsOf } from "#storage/group_sets.ts";
import { rolesOfMembers } from "#storage/members.ts";
import { addSet, dropEmptySet } from "../../groups/group_sets.ts";
import { putInBin } from "../../groups/bin.ts";
import { accountsOf, addMembers } from "../../groups/member_steps.ts";
import { requireLength, requireStorable } from "../../valid_text.ts";
import { byState, type GroupActKind, notHere } from "../kind.ts";

interface Copying {
  /** What their names end with; may be empty. */
  ending: string;
  /** The set that was made for them, or null for those of the originals. */
  setId: string | null;
}

interface Copied {
  id: string;
}

export const copy: GroupActKind<Copying, Copied> = {
  name: "copy",
  groupsAtOnce: 5,
  async read({ db, now: at, newId }, { courseId, raw: { ending = "", setName = "" } }) {
    requireStorable("ending", ending);
    const text = oneLine(ending);
    const rule = { max: groupLimits.setNameChars, reason: "group_name_long" } as const;
    requireLength("ending", text, rule);
    if (oneLine(setName) === "") return { ending: text, setId: null };
    const id = newId();
    await addSet(db, { id, courseId, name: setName, at });
    return { ending: text, setId: id };
  },
  obstacles: byState(notHere),
  async apply({ acting, writing, courseId, input: { ending, setId: wanted } }, group) {
    const { tx, now: at } = writing;
    const { id: ownerId } = acting.actor;
    const id = uuidv7(acting.clock.now(), acting.random);
    const name = nameOf(group.name, ending);
    const target = wanted ?? group.setId;
    const sets = await groupSetsOf(tx, courseId);
    const setId = sets.some((set) => set.id === target) ? target : null;
    const { description } = group;
    await insertConversations(tx, [{ id, courseId, ownerId, name, description, setId, at }]);
    const members = await rolesOfMembers(tx, group.id);
    const others = members.filter(({ userId }) => userId !== ownerId);
    const accounts = await accountsOf(writing, [ownerId, ...others.map(({ userId }) => userId)]);
    const people = [{ userId: ownerId, role: "owner" as const }, ...others]
      .filter(({ userId }) => accounts.has(userId))
      .map((person) => ({ ...person, conversationId: id }));
    await addMembers(acting, writing, { people, accounts });
    return { id };
  },
  undone: ({ id }) => id,
  async takeBack({ acting, writing }, group) {
    if (group.deletedAt !== null) return "group_deleted";
    // It is in use by now.
    if (group.messages > 0) return "act_changed_since";
    await putInBin(acting, writing, group.id);
    return undefined;
  },
  async tidyUp({ acting, writing, courseId, input: { setId: id } }) {
    if (id !== null) await dropEmptySet(acting, writing, { courseId, id });
  },
};

/** Without cutting a letter in two. */
function nameOf(name: string, ending: string): string {
  if (ending === "") return name;
  const room = groupLimits.nameChars - ending.length - 1;
  return `${name
    .slice(0, room)
    .toWellFormed()
    .replace(/\ufffd$/, "")} ${ending}`;
}
