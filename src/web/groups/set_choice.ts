/** Which set's groups a page shows, and which set a group's form chooses. */
import { type GroupSet, listGroupSets } from "#core/groups/group_sets.ts";
import type { FormValues } from "../http/form.ts";
import type { SignedInVisit } from "../http/visit.ts";
import type { CourseChoice } from "./course_choice.ts";

/** Stands for the groups in no set, in addresses and forms. */
export const noSet = "none";

export interface SetChoice {
  /** The sets of the course, in order. */
  sets: GroupSet[];
  /** The id of one of them, or `noSet`; undefined for all groups. */
  shown?: string;
}

/** The sets of the course, and the one that the address names; an unknown one is none. */
export async function setsIn(
  { c, context }: SignedInVisit,
  { course }: CourseChoice,
): Promise<SetChoice> {
  const sets = await listGroupSets(context, course.id);
  const wanted = c.req.query("set");
  const isKnown = (wanted === noSet && sets.length > 0) || sets.some(({ id }) => id === wanted);
  return { sets, ...(isKnown && wanted !== undefined && { shown: wanted }) };
}

/** Whether a group is to be shown. */
export function isShown({ shown }: SetChoice, group: { setId: string | null }): boolean {
  if (shown === undefined) return true;
  return shown === noSet ? group.setId === null : group.setId === shown;
}

/** What a group's form chooses: null for no set, undefined if the form does not ask. */
export function chosenSet(form: FormValues): string | null | undefined {
  if (!form.has("set")) return undefined;
  const id = form.text("set");
  return id === "" ? null : id;
}
