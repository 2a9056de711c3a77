/** Groups that are for everyone in their course, or for its staff. Their members are not chosen. */
import { errorFields } from "#kit/logger.ts";
import { archiveStateOf } from "#storage/archive.ts";
import { type Audience, audienceOf, keepMembers, setAudience } from "#storage/course_follows.ts";
import { byCourse, noteEveryone } from "#storage/course_notes.ts";
import type { MembershipKey } from "#storage/members.ts";
import { membershipsAmong } from "#storage/roster_changes.ts";
import { recordAct } from "../audit/audit.ts";
import type { Context, Services } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { notFound, Refusal } from "../refusals.ts";
import { managesGroups } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { followCourses, followSome } from "./followers.ts";
import { nextSeq, requireRight } from "./next_seq.ts";

export type { Audience };

export function isAudience(text: string): text is Audience {
  return text === "everyone" || text === "staff";
}

/**
 * Makes a group one for everyone in its course, for its staff, or (null) for people who are chosen. Then
 * those who are in it stay.
 * @throws {Refusal} not_found, forbidden; conflict, for what a student asks the staff
 */
export async function setGroupAudience(
  context: Context,
  { id, audience }: { id: string; audience: Audience | null },
): Promise<void> {
  await writeAs(context, managesGroups, async (acting, writing) => {
    const { tx, append } = writing;
    const key = { conversationId: id, right: "manage" } as const;
    const { courseId } = await requireRight(acting, writing, key);
    const before = await audienceOf(tx, id);
    if (before?.audience === audience) return;
    // Nobody else is to read what a student has asked.
    if (before?.askedBy) throw followsCourse();
    const { meta } = await nextSeq(acting, writing, key);
    const present = await archiveStateOf(tx, id);
    if (!present) throw notFound();
    const { name, description } = present;
    await append({ messageType: "ConversationChanged", payload: { name, description }, meta });
    await changeAudience(writing, { id, courseId, audience });
    const detail = audience ?? "chosen";
    await recordAct(acting, writing, { verb: "conversation.audience", conversationId: id, detail });
  });
  await followRest(context);
}

/** Within the caller's transaction, whose commit `followRest` comes after. */
export async function changeAudience(
  writing: Writing,
  { id, courseId, audience }: { id: string; courseId: string; audience: Audience | null },
): Promise<void> {
  const { tx } = writing;
  await setAudience(tx, { id, audience });
  if (audience === null) return keepMembers(tx, id);
  await noteEveryone(tx, courseId);
  await followSome(writing);
}

/** What is left of thousands of people; if it fails, a job goes on. */
export function followRest(services: Services): Promise<void> {
  return followCourses(services).catch((error: unknown) => {
    services.logger.warn("followers.interrupted", errorFields(error));
  });
}

export interface ByHand {
  conversationId: string;
  /** Whether people are to be added. */
  adds: boolean;
  /** Who is to be removed. */
  left: readonly string[];
}

/**
 * Nobody is added by hand to a group that follows its course, and only those are removed who are not in it
 * because of the course.
 * @throws {Refusal} conflict, with the field `members`
 */
export async function requireChosen(
  { tx }: Pick<Writing, "tx">,
  { conversationId, adds, left }: ByHand,
): Promise<void> {
  if (!adds && left.length === 0) return;
  if (!(await audienceOf(tx, conversationId))?.audience) return;
  const keys = left.map((userId): MembershipKey => ({ conversationId, userId }));
  const present = keys.length > 0 ? await membershipsAmong(tx, keys) : [];
  const follows = present.some(({ sources }) => sources.split(",").includes(byCourse));
  if (!adds && !follows) return;
  throw followsCourse();
}

function followsCourse(): Refusal {
  return new Refusal("conflict", { field: "members", reason: "members_follow_course" });
}
