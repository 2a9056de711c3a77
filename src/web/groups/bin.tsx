/** The bin: restores deleted groups, or erases them before their time. */
import {
  type DeletedGroup,
  eraseForGood,
  getDeletedGroup,
  listDeletedGroups,
  restoreGroup,
} from "#core/groups/bin.ts";
import { format } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import { type FormErrors, readForm, submitForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { BinPage, ErasePage } from "./bin_page.tsx";
import { courseOf, pathIn } from "./course_choice.ts";

const bin = "/groups/deleted";

/** The groups that can be restored. */
export async function showBin(visit: SignedInVisit): Promise<Response> {
  const { context, locale, texts } = visit;
  const groups = await listDeletedGroups(context);
  const { courses } = await courseOf(visit);
  return renderPage(visit, {
    title: texts.groups.binTitle,
    section: "groups",
    scripts: ["groups.js"],
    live: true,
    content: <BinPage groups={groups} courses={courses} locale={locale} texts={texts} />,
  });
}

/** @throws {Refusal} not_found */
export async function submitRestoring(visit: SignedInVisit): Promise<Response> {
  const { context, texts } = visit;
  const { id, courseId, name } = await getDeletedGroup(context, pathId(visit));
  await restoreGroup(context, id);
  flash(visit, "success", {
    text: format(texts.groups.restored, { name }),
    links: [
      { href: `/chat/${id}`, label: texts.groups.openIt },
      { href: `#g-${id}`, label: texts.groups.showInList },
    ],
  });
  return visit.c.redirect(pathIn(await courseOf(visit, courseId), "/groups"), 303);
}

/** Asks for the group's name. @throws {Refusal} not_found */
export async function askErasing(visit: SignedInVisit): Promise<Response> {
  return showErasing(visit, await getDeletedGroup(visit.context, pathId(visit)));
}

function showErasing(
  visit: SignedInVisit,
  group: DeletedGroup,
  again: {
    typed: string;
    errors: FormErrors;
    status: Parameters<typeof renderPage>[1]["status"];
  } = {
    typed: "",
    errors: {},
    status: 200,
  },
): Response {
  const { locale, texts } = visit;
  return renderPage(visit, {
    title: format(texts.groups.eraseTitle, { name: group.name }),
    section: "groups",
    status: again.status,
    content: (
      <ErasePage
        group={group}
        typed={again.typed}
        errors={again.errors}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

/** @throws {Refusal} not_found */
export async function submitErasing(visit: SignedInVisit): Promise<Response> {
  const { context, texts } = visit;
  const group = await getDeletedGroup(context, pathId(visit));
  const typed = (await readForm(visit)).text("name");
  return submitForm(
    visit,
    async () => {
      await eraseForGood(context, { id: group.id, name: typed });
      flash(visit, "success", format(texts.groups.erased, { name: group.name }));
      return visit.c.redirect(bin, 303);
    },
    (errors, status) => showErasing(visit, group, { typed, errors, status }),
  );
}
