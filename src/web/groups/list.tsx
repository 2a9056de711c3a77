/** The list of groups: shows and sorts it, and deletes groups. */
import { deleteGroup } from "#core/groups/groups.ts";
import { listManagedGroups, type ManagedGroup } from "#core/groups/group_lists.ts";
import { moveGroup, type GroupMove } from "#core/groups/group_order.ts";
import { notFound } from "#core/refusals.ts";
import type { GroupStep } from "#ui/groups/group_row.tsx";
import { Question } from "#ui/parts/question.tsx";
import { format, plural } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import { type FormValues, readForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { GroupListPage, type GroupListProps } from "./list_page.tsx";

/** All groups in order. */
export async function showGroups(visit: SignedInVisit): Promise<Response> {
  const { locale, texts } = visit;
  const groups = await listManagedGroups(visit.context);
  return renderPage(visit, {
    title: texts.groups.title,
    section: "groups",
    scripts: ["groups.js"],
    live: true,
    content: (
      <GroupListPage
        groups={groups}
        moved={movedOf(visit)}
        isNew={madeIn(visit)}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

function movedOf({ c }: SignedInVisit): GroupListProps["moved"] {
  const { moved: id, by = "" } = c.req.query();
  return id && isStep(by) ? { id, by } : undefined;
}

/** Ids are in the order of their creation, so the first and the last name all between them. */
function madeIn({ c }: SignedInVisit): (id: string) => boolean {
  const [first = "", last = ""] = (c.req.query("made") ?? "").split(".");
  return (id) => first !== "" && first <= id && id <= last;
}

/** The list, with the groups that have just been created marked. */
export function pathOfNew(made: readonly { id: string }[]): string {
  const ids = made.map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1));
  return `/groups?made=${ids[0] ?? ""}.${ids.at(-1) ?? ""}`;
}

const steps: readonly string[] = ["up", "down", "first", "last"] satisfies GroupStep[];

function isStep(text: string): text is GroupStep {
  return steps.includes(text);
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
  const name = (await listManagedGroups(context)).find((group) => group.id === id)?.name ?? "";
  flash(visit, "success", {
    text: format(texts.groups.moved, { name, place, count }),
    undo: { label: texts.common.undo, action: "/groups/reorder", fields: { id, before: was } },
  });
  const query = new URLSearchParams({ moved: id, by: form.text("step") });
  // Without a fragment: with one, browsers ignore which button should get the focus.
  return c.redirect(`/groups?${query}`, 303);
}

function moveOf(form: FormValues): GroupMove {
  const step = form.text("step");
  return isStep(step) ? { step } : { before: form.text("before") };
}

/** The question before a group is deleted. @throws {Refusal} not_found */
export async function askDelete(visit: SignedInVisit): Promise<Response> {
  const { locale, texts } = visit;
  const { groups } = texts;
  const { id, name, messages, members } = await managedGroup(visit);
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
        cancelHref="/groups"
        texts={texts.common}
      >
        <p>{groups.deleteText}</p>
        <ul class="list-disc pl-5 font-medium">
          <li>{plural(locale, groups.messages, messages)}</li>
          <li>{plural(locale, groups.memberships, members)}</li>
        </ul>
      </Question>
    ),
  });
}

/** Deletes the group for good. @throws {Refusal} not_found */
export async function submitDeletion(visit: SignedInVisit): Promise<Response> {
  const group = await managedGroup(visit);
  await deleteGroup(visit.context, group.id);
  flash(visit, "success", format(visit.texts.groups.deleted, { name: group.name }));
  return visit.c.redirect("/groups", 303);
}

async function managedGroup(visit: SignedInVisit): Promise<ManagedGroup> {
  const group = (await listManagedGroups(visit.context)).find(({ id }) => id === pathId(visit));
  if (!group) throw notFound();
  return group;
}
