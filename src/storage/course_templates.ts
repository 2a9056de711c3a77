/** Reasons for removing a message that a course offers, in both languages. */
import { type Queries, valueTable } from "./database.ts";

export interface StoredTemplate {
  id: string;
  /** One of the two may be empty. */
  en: string;
  de: string;
}

/** In their order. */
export function templatesOfCourse(db: Queries, courseId: string): Promise<StoredTemplate[]> {
  return db.all<StoredTemplate>`
    select id, text_en as en, text_de as de from course_templates
    where course_id = ${courseId} order by position`;
}

/** Replaces all of a course. */
export async function replaceTemplates(
  tx: Queries,
  courseId: string,
  templates: readonly StoredTemplate[],
): Promise<void> {
  await tx.run`delete from course_templates where course_id = ${courseId}`;
  if (templates.length === 0) return;
  const table = valueTable(
    templates.map(({ id, en, de }, index) => [id, courseId, en, de, index + 1]),
  );
  await tx.run`
    insert into course_templates (id, course_id, text_en, text_de, position)
    select column1, column2, column3, column4, column5 from ${table} as w`;
}
