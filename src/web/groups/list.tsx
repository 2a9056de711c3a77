/** The list of groups: shows and sorts it, and deletes groups. */
import { deleteGroup, listDeletedGroups } from "#core/groups/bin.ts";
import { listManagedGroups, type ManagedGroup } from "#core/groups/group_lists.ts";
import { type GroupSort, isGroupSort } from "#core/groups/group_needs.ts";
import { moveGroup } from "#core/groups/group_order.ts";
import { listArchivedGroups, readWorkbench } from "#core/groups/workbench.ts";
import { mayMakeCourses } from "#core/courses/manage_courses.ts";
import { groupLimits } from "#wire/limits.ts";
import { mayManageGroups } from "#core/permissions.ts";
import { notFound } from "#core/refusals.ts";
import { Question } from "#ui/parts/question.tsx";
import { format, plural } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { rulesOf } from "../courses/rules_of.ts";
import { type CourseChoice, courseOf, pathIn } from "./course_choice.ts";
import { GroupListPage } from "./list_page.tsx";
import { moveOf, movedOf } from "./moves.ts";
import { isShown, setsIn } from "./set_choice.ts";

/** The groups of a course, as the address asks for them. */
export async function showGroups(visit: SignedInVisit): Promise<Response> {
  const { context, locale, texts } = visit;
  const choice = await courseOf(visit);
  const moved = movedOf(visit);
  const isNew = madeIn(visit);
  const { sort, search, page } = wantedOf(visit);
  const courseId = choice.course.id;
  const sets = await setsIn(visit, choice);
  const inSet = (group: { setId: string | null }) => isShown(sets, group);
  const query = { courseId, sort, search, page, isFirst: isNew, isShown: inSet };
  const workbench = await readWorkbench(context, { ...query, ...(moved && { around: moved.id }) });
  const deleted = mayManageGroups(visit.actor) ? await listDeletedGroups(context) : [];
  return renderPage(visit, {
    title: texts.groups.title,
    section: "groups",
    scripts: ["groups.js"],
    live: { watches: true },
    content: (
      <GroupListPage
        workbench={workbench}
        sort={sort}
        search={search}
        archived={(await listArchivedGroups(context, courseId)).filter(inSet)}
        sets={sets}
        deleted={deleted.length}
        choice={choice}
        makesCourses={mayMakeCourses(visit, rulesOf(visit))}
        moved={moved}
        isNew={isNew}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

/** The order, the words and the page that the address names; what is nothing of these is ignored. */
function wantedOf({ c }: SignedInVisit): { sort: GroupSort; search: string; page: number } {
  const { sort = "", q = "", page = "1" } = c.req.query();
  return {
    sort: isGroupSort(sort) ? sort : "need",
    search: q.slice(0, groupLimits.searchChars).trim(),
    page: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1,
  };
}

/** Ids are in the order of their creation, so the first and the last name all between them. */
function madeIn({ c }: SignedInVisit): (id: string) => boolean {
  const [first = "", last = ""] = (c.req.query("made") ?? "").split(".");
  return (id) => first !== "" && first <= id && id <= last;
}

/** The list, with the groups that have just been created marked. */
export function pathOfNew(choice: CourseChoice, made: readonly { id: string }[]): string {
  const ids = made.map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1));
  const path = pathIn(choice, "/groups");
  return `${path}${path.includes("?") ? "&" : "?"}made=${ids[0] ?? ""}.${ids.at(-1) ?? ""}`;
}

/**
 * Moves a group by a step of a form, or to a place by the script, which updates the page itself.
 */
export async function submitOrder(visit: SignedInVisit): Promise<Response> {
  const { c, context, texts } = visit;
  const form = await readForm(visit);
  const id = form.text("id");
  const { place, count, was } = await moveGroup(context, id, moveOf(form));
  if (c.req.header("Accept") === "application/json") return c.body(null, 204);
  const group = (await listManagedGroups(context)).find((one) => one.id === id);
  const { name, courseId } = group ?? { name: "", courseId: "" };
  flash(visit, "success", {
    text: format(texts.groups.moved, { name, place, count }),
    undo: { label: texts.common.undo, action: "/groups/reorder", fields: { id, before: was } },
  });
  const { courses } = await courseOf(visit, courseId);
  const query = new URLSearchParams({
    sort: "own",
    ...(courses.length > 1 && { course: courseId }),
    moved: id,
    by: form.text("step"),
  });
  // Without a fragment: with one, browsers ignore which button should get the focus.
  return c.redirect(`/groups?${query}`, 303);
}

/** The question before a group is deleted. @throws {Refusal} not_found */
export async function askDelete(visit: SignedInVisit): Promise<Response> {
  const { locale, texts } = visit;
  const { groups } = texts;
  const { choice, group } = await taughtGroup(visit);
  const { id, name, messages, members } = group;
  const title = format(groups.deleteTitle, { name });
  return renderPage(visit, {
    title,
    section: "groups",
    content: (
      <Question
        title={title}
        action={`/groups/delete/${id}`}
        confirm={groups.deleteConfirm}
        working={groups.deleting}
        isDangerous
        cancelHref={pathIn(choice, "/groups")}
        texts={texts.common}
      >
        <p>{groups.deleteText}</p>
        <ul class="list-disc pl-5 font-medium">
          <li>{plural(locale, groups.messages, messages)}</li>
          <li>{plural(locale, groups.memberships, members)}</li>
        </ul>
        <p>{groups.deleteUndo}</p>
      </Question>
    ),
  });
}

/** Deletes the group; it can be restored. @throws {Refusal} not_found */
export async function submitDeletion(visit: SignedInVisit): Promise<Response> {
  const { choice, group } = await taughtGroup(visit);
  await deleteGroup(visit.context, group.id);
  const { common, groups } = visit.texts;
  flash(visit, "success", {
    text: format(groups.deleted, { name: group.name }),
    undo: { label: common.undo, action: `/groups/restore/${group.id}`, fields: {} },
  });
  return visit.c.redirect(pathIn(choice, "/groups"), 303);
}

interface TaughtGroup {
  group: ManagedGroup;
  choice: CourseChoice;
}

/** The group, and its course, in which the actor is a teacher. */
async function taughtGroup(visit: SignedInVisit): Promise<TaughtGroup> {
  const group = (await listManagedGroups(visit.context)).find(({ id }) => id === pathId(visit));
  if (!group) throw notFound();
  const choice = await courseOf(visit, group.courseId);
  if (!choice.course.teaches) throw notFound();
  return { group, choice };
}
