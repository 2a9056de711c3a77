/** Reasons for removing a message that a course offers, so that nobody has to find words each time. */
import { isoNow } from "#kit/clock.ts";
import { uuidv7 } from "#kit/ids.ts";
import {
  replaceTemplates,
  type StoredTemplate,
  templatesOfCourse,
} from "#storage/course_templates.ts";
import { courseLimits, limits } from "#wire/limits.ts";
import { moderates } from "#wire/message_rights.ts";
import { isBlank, oneLine } from "#wire/text.ts";
import { allValid } from "../all_valid.ts";
import type { Acting, Context } from "../context.ts";
import { recordAct } from "../audit/audit.ts";
import { requireRight } from "../groups/next_seq.ts";
import type { Writing } from "../log/write.ts";
import { readerIn } from "../messages/message_in_scope.ts";
import { notFound, Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { invalidText, requireLength, requireStorable } from "../valid_text.ts";
import { writeAs } from "../write_as.ts";
import { requireOwnCourse, requireTeacher } from "./own_courses.ts";

export type Template = StoredTemplate;

export interface TemplateInput {
  /** Of one that exists. */
  id?: string | undefined;
  /** One of the two may be blank; without both it is none. */
  en: string;
  de: string;
}

/** In their order, for the staff of the course. @throws {Refusal} not_found */
export async function listTemplates({ db, actor }: Context, courseId: string): Promise<Template[]> {
  await requireOwnCourse({ db, actor }, courseId);
  return templatesOfCourse(db, courseId);
}

/** The same for those who may remove messages in a group. @throws {Refusal} not_found, also for others */
export async function templatesFor(
  { db, actor, clock }: Context,
  conversationId: string,
): Promise<Template[]> {
  return db.snapshot(async (tx) => {
    const writing = { tx, now: isoNow(clock) };
    const right = { conversationId, right: "belong" } as const;
    const { courseId } = await requireRight({ actor }, writing, right);
    if (!moderates(await readerIn(tx, { actor, conversationId }))) throw notFound();
    return templatesOfCourse(tx, courseId);
  });
}

/**
 * Changes those that were shown to the ones that are wanted; others, which someone else has added
 * meanwhile, stay, at the end.
 * @throws {Refusal} not_found, forbidden, invalid
 */
export function changeTemplates(
  context: Context,
  courseId: string,
  { shown, wanted }: { shown: readonly string[] | "all"; wanted: readonly TemplateInput[] },
): Promise<Template[]> {
  return writeAs(context, signedIn, async (acting, writing) => {
    const { actor, clock, random } = acting;
    const { tx } = writing;
    const course = await requireTeacher({ db: tx, actor }, courseId);
    const before = await templatesOfCourse(tx, courseId);
    const known = new Set(before.map(({ id }) => id));
    const texts = wanted
      .map((one, index) => ({ id: one.id, ...validTemplate(one, index) }))
      .filter(({ en, de }) => en !== "" || de !== "");
    const kept = texts.map(({ id, en, de }) => {
      const isKnown = id !== undefined && known.delete(id);
      return { id: isKnown ? id : uuidv7(clock.now(), random), en, de };
    });
    const gone = new Set(shown === "all" ? known : shown);
    const others = before.filter(({ id }) => known.has(id) && !gone.has(id));
    const after = [...kept, ...others];
    const { templates: max } = courseLimits;
    if (after.length > max) {
      throw new Refusal("invalid", { reason: "too_many_templates", params: { max } });
    }
    await replaceTemplates(tx, courseId, after);
    await recordAct(acting, writing, { verb: "course.templates", courseId, detail: course.name });
    return after;
  });
}

/** For a copy of a course. */
export async function copyTemplates(
  { clock, random }: Acting,
  { tx }: Writing,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const templates = await templatesOfCourse(tx, from);
  const copies = templates.map((one) => ({ ...one, id: uuidv7(clock.now(), random) }));
  await replaceTemplates(tx, to, copies);
}

function validTemplate({ en, de }: TemplateInput, index: number) {
  return allValid({
    en: () => validText(`en-${index}`, en),
    de: () => validText(`de-${index}`, de),
  });
}

function validText(field: string, typed: string): string {
  requireStorable(field, typed);
  const text = oneLine(typed);
  if (text !== "" && isBlank(text)) throw invalidText(field, { reason: "invalid_input" });
  requireLength(field, text, { max: limits.reasonChars, reason: "reason_long" });
  return text;
}
