/** Archives a group, and takes that back. */
import { archiveGroup } from "#core/groups/archive.ts";
import { rightsIn } from "#core/groups/rights.ts";
import { format } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { courseOf, pathIn } from "./course_choice.ts";

/** @throws {Refusal} not_found, forbidden */
export async function submitArchiving(visit: SignedInVisit): Promise<Response> {
  const { common, groups } = visit.texts;
  const id = pathId(visit);
  const name = await archiveGroup(visit.context, { id, isAway: true });
  flash(visit, "success", {
    text: format(groups.archived, { name }),
    undo: { label: common.undo, action: `/groups/unarchive/${id}`, fields: {} },
  });
  return toList(visit, id);
}

/** @throws {Refusal} not_found, forbidden */
export async function submitUnarchiving(visit: SignedInVisit): Promise<Response> {
  const id = pathId(visit);
  const name = await archiveGroup(visit.context, { id, isAway: false });
  flash(visit, "success", {
    text: format(visit.texts.groups.unarchived, { name }),
    links: [{ href: `#g-${id}`, label: visit.texts.groups.showInList }],
  });
  return toList(visit, id);
}

async function toList(visit: SignedInVisit, id: string): Promise<Response> {
  const { courseId } = await rightsIn(visit.context, id);
  return visit.c.redirect(pathIn(await courseOf(visit, courseId), "/groups"), 303);
}
