/**
 * A student's private conversation with the staff of a course, made at the first message. It is a group like
 * any other, for the staff of the course and the student.
 */
import { isoNow } from "#kit/clock.ts";
import { uuidv7 } from "#kit/ids.ts";
import { groupLimits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import {
  type CourseToAsk,
  coursesToAsk,
  setAskedBy,
  staffInCourse,
} from "#storage/asked_groups.ts";
import { insertConversations } from "#storage/conversations.ts";
import { setAudience } from "#storage/course_follows.ts";
import { notePlaces } from "#storage/course_notes.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { postWithin, takeTurn } from "../messages/messages.ts";
import { notFound } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { validContent } from "../valid_text.ts";
import { writeAs } from "../write_as.ts";
import { followSome } from "./followers.ts";

export type { CourseToAsk };

/** The courses whose staff the actor may ask, in order. */
export function coursesOfAsker({ actor, clock, db }: Context): Promise<CourseToAsk[]> {
  return coursesToAsk(db, { userId: actor.id, now: isoNow(clock) });
}

export interface Question {
  courseId: string;
  content: string;
  /** What the conversation is called when it is made, by the name of the student. */
  title: (name: string) => string;
}

/**
 * Writes to the staff of a course. The first time makes the conversation; later ones go into it.
 * @throws {Refusal} not_found, for a course that the actor may not ask; invalid, field `content`; limited
 */
export async function askTeam(context: Context, question: Question): Promise<{ id: string }> {
  const content = validContent(question.content);
  takeTurn(context);
  return writeAs(context, signedIn, async (acting, writing) => {
    const { actor } = acting;
    const key = { userId: actor.id, now: writing.now };
    const course = (await coursesToAsk(writing.tx, key)).find(({ id }) => id === question.courseId);
    if (!course) throw notFound();
    const id = course.conversationId ?? (await begin(acting, writing, question));
    await postWithin(acting, writing, { conversationId: id, content });
    return { id };
  });
}

async function begin(
  acting: Acting,
  writing: Writing,
  { courseId, title }: Question,
): Promise<string> {
  const { actor, clock, random } = acting;
  const { tx, now: at } = writing;
  const id = uuidv7(clock.now(), random);
  const name = oneLine(title(actor.name)).slice(0, groupLimits.nameChars).toWellFormed();
  await insertConversations(tx, [
    { id, courseId, ownerId: actor.id, name, description: "", setId: null, at },
  ]);
  await setAskedBy(tx, { id, userId: actor.id });
  await setAudience(tx, { id, audience: "staff" });
  await recordAct(acting, writing, {
    verb: "conversation.open",
    conversationId: id,
    courseId,
    detail: name,
  });
  await notePlaces(tx, courseId, [actor.id, ...(await staffInCourse(tx, courseId))]);
  await followSome(writing);
  return id;
}
