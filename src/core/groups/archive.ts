/** Groups that are over can be archived: they can be read, fold away in every list, and nobody writes in them. */
import { archiveStateOf, setGroupArchived } from "#storage/archive.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { notFound, Refusal } from "../refusals.ts";
import { managesGroups } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { nextSeq } from "./next_seq.ts";

/**
 * Archives a group, or takes that back.
 * @returns its name
 * @throws {Refusal} forbidden, also when its course is archived; not_found
 */
export function archiveGroup(
  context: Context,
  { id, isAway }: { id: string; isAway: boolean },
): Promise<string> {
  return writeAs(context, managesGroups, (acting, writing) =>
    putGroupAway(acting, writing, { id, isAway }),
  );
}

/** Within the caller's transaction. @throws {Refusal} as `archiveGroup` */
export async function putGroupAway(
  acting: Acting,
  writing: Writing,
  { id, isAway }: { id: string; isAway: boolean },
): Promise<string> {
  const { tx, now, append } = writing;
  const { meta } = await nextSeq(acting, writing, { conversationId: id, right: "manage" });
  const present = await archiveStateOf(tx, id);
  if (!present) throw notFound();
  const { name, description, ownArchivedAt, courseArchivedAt } = present;
  if (courseArchivedAt !== null) throw new Refusal("forbidden", { reason: "course_archived" });
  // Every list shows its entry anew, in the section where it belongs now.
  await append({ messageType: "ConversationChanged", payload: { name, description }, meta });
  if ((ownArchivedAt !== null) === isAway) return name;
  await setGroupArchived(tx, { id, at: isAway ? now : null });
  const verb = isAway ? "conversation.archive" : "conversation.unarchive";
  await recordAct(acting, writing, { verb, conversationId: id });
  return name;
}
