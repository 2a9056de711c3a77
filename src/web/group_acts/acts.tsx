/** Acts on several groups: what one will do, its progress, its result, and the way back. */
import {
  type ActKey,
  applyGroupAct,
  getGroupAct,
  listGroupActs,
  planGroupAct,
  undoGroupAct,
} from "#core/group_acts/group_acts.ts";
import { sleep } from "#kit/clock.ts";
import { type GroupActName, groupActNames } from "#wire/group_acts.ts";
import { groupLimits } from "#wire/limits.ts";
import { Refusal } from "#core/refusals.ts";
import { findInWorkbench } from "#core/groups/workbench.ts";
import { courseOf, pathIn } from "../groups/course_choice.ts";
import { isShown } from "../groups/set_choice.ts";
import { flash } from "../http/flash.ts";
import {
  type FormErrors,
  FormValues,
  readForm,
  type RefusedStatus,
  submitForm,
} from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { choicesFor, inputOf } from "./choices.ts";
import { ActsPage } from "./list_page.tsx";
import { PlanPage } from "./plan_page.tsx";
import { ResultPage } from "./result_page.tsx";

const pathOf = (courseId: string) => `/courses/${encodeURIComponent(courseId)}/group-acts`;
const actPath = ({ courseId, id }: ActKey) => `${pathOf(courseId)}/${encodeURIComponent(id)}`;

function keyOf(visit: SignedInVisit): ActKey {
  return { courseId: pathId(visit), id: pathId(visit, "actId") };
}

async function backOf(visit: SignedInVisit): Promise<string> {
  return pathIn(await courseOf(visit, pathId(visit)), "/groups");
}

/** The newest acts, to look at them again or to take one back. */
export async function showActs(visit: SignedInVisit): Promise<Response> {
  const { context, locale, texts } = visit;
  const { course, acts } = await listGroupActs(context, pathId(visit));
  return renderPage(visit, {
    title: texts.acts.listTitle,
    section: "groups",
    live: true,
    content: (
      <ActsPage
        acts={acts}
        path={pathOf(course.id)}
        back={await backOf(visit)}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

/** Keeps the selection of the list of groups, and shows what the act would do. */
export async function submitSelection(visit: SignedInVisit): Promise<Response> {
  const courseId = pathId(visit);
  const form = await readForm(visit);
  return submitForm(
    visit,
    async () => {
      const ids = form.has("matching") ? await matching(visit, form) : form.all("group");
      const selection = { name: nameOf(form.text("act")), ids };
      const { id } = await planGroupAct(visit.context, courseId, selection);
      return visit.c.redirect(actPath({ courseId, id }), 303);
    },
    async (errors) => {
      flash(visit, "error", Object.values(errors)[0] ?? "");
      return visit.c.redirect(await backOf(visit), 303);
    },
  );
}

/** The groups of all pages of the list, as it was searched. */
function matching(visit: SignedInVisit, form: FormValues): Promise<string[]> {
  const sets = { sets: [], ...(form.has("set") && { shown: form.text("set") }) };
  return findInWorkbench(visit.context, {
    courseId: pathId(visit),
    search: form.text("q").slice(0, groupLimits.searchChars).trim(),
    isShown: (group) => isShown(sets, group),
  });
}

/** @throws {Refusal} invalid */
function nameOf(text: string): GroupActName {
  const name = groupActNames.find((one) => one === text);
  if (!name) throw new Refusal("invalid", { reason: "invalid_input" });
  return name;
}

interface Again {
  form: FormValues;
  errors: FormErrors;
  status?: RefusedStatus;
}

const nothingTyped: Again = { form: new FormValues(), errors: {} };

/** How soon a page that follows an act is rendered again. */
const refreshSeconds = 2;

/** @throws {Refusal} not_found; forbidden, for tutors */
export async function showAct(visit: SignedInVisit, again = nothingTyped): Promise<Response> {
  const { context, locale, texts } = visit;
  const key = keyOf(visit);
  const whole = await getGroupAct(context, key);
  const { name, state } = whole.act;
  const isAtWork = state === "applying" || state === "undoing";
  if (isAtWork) visit.c.header("Refresh", String(refreshSeconds));
  const shown = {
    whole,
    path: actPath(key),
    back: await backOf(visit),
    errors: again.errors,
    locale,
    texts,
  };
  const { planned, rows } = whole;
  return renderPage(visit, {
    title: texts.acts.names[name],
    section: "groups",
    here: shown.path,
    live: !isAtWork && again.status === undefined,
    status: again.status,
    content:
      planned && name !== "make" ? (
        <PlanPage
          {...shown}
          name={name}
          planned={planned}
          choices={await choicesFor(visit, whole)}
          form={again.form}
        />
      ) : (
        <ResultPage {...shown} rows={rows ?? []} />
      ),
  });
}

/** Does what the page has shown. */
export async function submitAct(visit: SignedInVisit): Promise<Response> {
  const key = keyOf(visit);
  const form = await readForm(visit);
  return submitForm(
    visit,
    async () => {
      const { finished } = await applyGroupAct(
        visit.context,
        key,
        inputOf(form, visit.services.clock.now()),
      );
      await settled(visit, finished);
      return visit.c.redirect(actPath(key), 303);
    },
    (errors, status) => showAct(visit, { form, errors, status }),
  );
}

/** A small act is complete before the next page; a large one is shown at work. */
async function settled({ services }: SignedInVisit, finished: Promise<void>): Promise<void> {
  await Promise.race([finished, sleep(services.clock, 1_500)]);
}

/** Takes an act back. */
export async function submitUndo(visit: SignedInVisit): Promise<Response> {
  const key = keyOf(visit);
  return submitForm(
    visit,
    async () => {
      await settled(visit, (await undoGroupAct(visit.context, key)).finished);
      return visit.c.redirect(actPath(key), 303);
    },
    (errors, status) => showAct(visit, { form: new FormValues(), errors, status }),
  );
}
