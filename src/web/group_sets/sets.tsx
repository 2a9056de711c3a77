/** The sets of a course's groups: shows, sorts and changes them. */
import { requireTeacher } from "#core/courses/own_courses.ts";
import { listManagedGroups } from "#core/groups/group_lists.ts";
import {
  createGroupSet,
  type GroupSet,
  listGroupSets,
  moveGroupSet,
  removeGroupSet,
  renameGroupSet,
} from "#core/groups/group_sets.ts";
import { notFound } from "#core/refusals.ts";
import { Question } from "#ui/parts/question.tsx";
import { format, plural } from "#ui/text/format.ts";
import { courseOf, pathIn } from "../groups/course_choice.ts";
import { moveOf, movedOf } from "../groups/moves.ts";
import { flash } from "../http/flash.ts";
import { type FormErrors, readForm, type RefusedStatus, submitForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { type ListedSet, RenamePage, SetsPage } from "./sets_page.tsx";

interface Again {
  name: string;
  errors: FormErrors;
  status?: RefusedStatus;
}

const nothingTyped: Again = { name: "", errors: {} };

const pathOf = (courseId: string) => `/courses/${encodeURIComponent(courseId)}/sets`;

/** The sets of a course that the actor teaches. @throws {Refusal} not_found; forbidden, for tutors */
export async function showSets(visit: SignedInVisit, again = nothingTyped): Promise<Response> {
  const { context, locale, texts } = visit;
  const course = await requireTeacher(context, pathId(visit));
  const choice = await courseOf(visit, course.id);
  return renderPage(visit, {
    title: texts.sets.title,
    section: "groups",
    here: pathOf(course.id),
    scripts: ["groups.js"],
    live: true,
    status: again.status,
    content: (
      <SetsPage
        course={course}
        isOnly={choice.courses.length === 1}
        sets={await listedSets(visit, course.id)}
        path={pathOf(course.id)}
        back={pathIn(choice, "/groups")}
        moved={movedOf(visit)}
        typed={again}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

async function listedSets({ context }: SignedInVisit, courseId: string): Promise<ListedSet[]> {
  const sets = await listGroupSets(context, courseId);
  const groups = Map.groupBy(await listManagedGroups(context), ({ setId }) => setId);
  return sets.map((set) => ({
    ...set,
    groups: (groups.get(set.id) ?? []).map((group) => group.id),
  }));
}

export async function submitNewSet(visit: SignedInVisit): Promise<Response> {
  const courseId = pathId(visit);
  const name = (await readForm(visit)).text("name");
  return submitForm(
    visit,
    async () => {
      await createGroupSet(visit.context, { courseId, name });
      flash(visit, "success", format(visit.texts.sets.created, { name: name.trim() }));
      return visit.c.redirect(pathOf(courseId), 303);
    },
    (errors, status) => showSets(visit, { name, errors, status }),
  );
}

/** By a step of a form, or to a place by the script. @throws {Refusal} not_found */
export async function submitSetOrder(visit: SignedInVisit): Promise<Response> {
  const { c, context, texts } = visit;
  const form = await readForm(visit);
  const key = { courseId: pathId(visit), id: form.text("id") };
  const { place, count, was } = await moveGroupSet(context, key, moveOf(form));
  if (c.req.header("Accept") === "application/json") return c.body(null, 204);
  const { name } = await setOf(visit, key.id);
  const action = `/courses/${encodeURIComponent(key.courseId)}/set-order`;
  flash(visit, "success", {
    text: format(texts.groups.moved, { name, place, count }),
    undo: { label: texts.common.undo, action, fields: { id: key.id, before: was } },
  });
  const query = new URLSearchParams({ moved: key.id, by: form.text("step") });
  return c.redirect(`${pathOf(key.courseId)}?${query}`, 303);
}

async function setOf(visit: SignedInVisit, id: string): Promise<GroupSet> {
  const { context } = visit;
  const courseId = pathId(visit);
  await requireTeacher(context, courseId);
  const set = (await listGroupSets(context, courseId)).find((one) => one.id === id);
  if (!set) throw notFound();
  return set;
}

/** The form for its name. @throws {Refusal} not_found */
export async function renamedSet(visit: SignedInVisit, again?: Again): Promise<Response> {
  const { texts } = visit;
  const set = await setOf(visit, pathId(visit, "setId"));
  const title = format(texts.sets.renameTitle, { name: set.name });
  return renderPage(visit, {
    title,
    section: "groups",
    status: again?.status,
    content: (
      <RenamePage
        title={title}
        name={again?.name ?? set.name}
        errors={again?.errors ?? {}}
        path={pathOf(pathId(visit))}
        id={set.id}
        texts={texts}
      />
    ),
  });
}

/** @throws {Refusal} not_found */
export async function submitName(visit: SignedInVisit): Promise<Response> {
  const key = { courseId: pathId(visit), id: pathId(visit, "setId") };
  const name = (await readForm(visit)).text("name");
  return submitForm(
    visit,
    async () => {
      await renameGroupSet(visit.context, { ...key, name });
      flash(visit, "success", format(visit.texts.sets.renamed, { name: name.trim() }));
      return visit.c.redirect(pathOf(key.courseId), 303);
    },
    (errors, status) => renamedSet(visit, { name, errors, status }),
  );
}

/** The question before a set is removed. @throws {Refusal} not_found */
export async function askRemoval(visit: SignedInVisit): Promise<Response> {
  const { locale, texts } = visit;
  const courseId = pathId(visit);
  const { id, name } = await setOf(visit, pathId(visit, "setId"));
  const { groups } = (await listedSets(visit, courseId)).find((one) => one.id === id)!;
  const title = format(texts.sets.removeTitle, { name });
  return renderPage(visit, {
    title,
    section: "groups",
    content: (
      <Question
        title={title}
        action={`${pathOf(courseId)}/${encodeURIComponent(id)}/remove`}
        confirm={texts.sets.removeConfirm}
        working={texts.sets.working}
        isDangerous
        cancelHref={pathOf(courseId)}
        texts={texts.common}
      >
        <p>{plural(locale, texts.sets.removeText, groups.length)}</p>
      </Question>
    ),
  });
}

/** @throws {Refusal} not_found */
export async function submitRemoval(visit: SignedInVisit): Promise<Response> {
  const courseId = pathId(visit);
  const { name } = await removeGroupSet(visit.context, { courseId, id: pathId(visit, "setId") });
  flash(visit, "success", format(visit.texts.sets.removed, { name }));
  return visit.c.redirect(pathOf(courseId), 303);
}
