/** The list of groups: shows and sorts it, and deletes groups. */
import { deleteGroup } from "#core/groups/groups.ts";
import { listManagedGroups, type ManagedGroup } from "#core/groups/group_lists.ts";
import { moveGroup, type GroupMove } from "#core/groups/group_order.ts";
import { notFound } from "#core/refusals.ts";
import { DeleteGroup } from "#ui/groups/delete_group.tsx";
import { Card } from "#ui/parts/card.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { format } from "#ui/text/format.ts";
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
    content: <GroupListPage groups={groups} moved={movedOf(visit)} locale={locale} texts={texts} />,
  });
}

function movedOf({ c }: SignedInVisit): GroupListProps["moved"] {
  const { moved: id, by } = c.req.query();
  return id && (by === "up" || by === "down") ? { id, by } : undefined;
}

/**
 * Moves a group up or down by a form, or to a place by the script, which updates the page itself.
 */
export async function submitOrder(visit: SignedInVisit): Promise<Response> {
  const { c, context, texts } = visit;
  const form = await readForm(visit);
  const id = form.text("id");
  const { place, count } = await moveGroup(context, id, moveOf(form));
  if (c.req.header("Accept") === "application/json") return c.body(null, 204);
  const name = (await listManagedGroups(context)).find((group) => group.id === id)?.name ?? "";
  flash(visit, "success", format(texts.groups.moved, { name, place, count }));
  const query = new URLSearchParams({ moved: id, by: form.text("step") });
  // Without a fragment: with one, browsers ignore which button should get the focus.
  return c.redirect(`/groups?${query}`, 303);
}

function moveOf(form: FormValues): GroupMove {
  const step = form.text("step");
  return step === "up" || step === "down" ? { step } : { before: form.text("before") };
}

/** The question of the dialog, as a page. @throws {Refusal} not_found */
export async function askDelete(visit: SignedInVisit): Promise<Response> {
  const { locale, texts } = visit;
  const group = await managedGroup(visit);
  const title = format(texts.groups.deleteTitle, { name: group.name });
  return renderPage(visit, {
    title,
    section: "groups",
    content: (
      <>
        <PageHeader title={title} />
        <div class="max-w-xl space-y-6">
          <Card>
            <DeleteGroup group={group} cancelHref="/groups" locale={locale} texts={texts} />
          </Card>
        </div>
      </>
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
