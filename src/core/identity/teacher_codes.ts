/** Whether teachers issue one-time codes, which admins decide for the whole installation. */
import { anyTeacher } from "#storage/codes.ts";
import { deleteMeta, writeMeta } from "#storage/meta.ts";
import { recordAct } from "../audit/audit.ts";
import type { Context } from "../context.ts";
import { managesPeople } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { teachersIssueCodes } from "./code_rights.ts";

export interface TeacherCodes {
  allowed: boolean;
  /** Whether there are teachers who are no admins. */
  concernsAnyone: boolean;
}

/** @throws {Refusal} forbidden */
export function teacherCodes({ actor, db }: Context): Promise<TeacherCodes> {
  managesPeople(actor);
  return db.snapshot(async (state) => ({
    allowed: await teachersIssueCodes(state),
    concernsAnyone: await anyTeacher(state),
  }));
}

/**
 * Codes that teachers have issued do not work while it is off.
 * @throws {Refusal} forbidden
 */
export async function allowTeacherCodes(context: Context, allowed: boolean): Promise<void> {
  await writeAs(context, managesPeople, async (acting, writing) => {
    const { tx } = writing;
    if ((await teachersIssueCodes(tx)) === allowed) return;
    await (allowed ? deleteMeta(tx, "teacher_codes") : writeMeta(tx, "teacher_codes", "off"));
    const detail = allowed ? "on" : "off";
    await recordAct(acting, writing, { verb: "settings.teacher_codes", detail });
  });
}
