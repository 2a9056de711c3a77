/** The preview of a plan: shows it, changes it by hand, and creates its groups. */
import { getPlan } from "#core/maker/plan_view.ts";
import { makePlannedGroups, undoPlannedGroups } from "#core/maker/make_groups.ts";
import { checkExchange } from "#core/maker/check_exchange.ts";
import {
  dropPlan,
  movePerson,
  renumberPlan,
  type SeenPlan,
  shufflePlan,
  swapPeople,
} from "#core/maker/plans.ts";
import { Refusal } from "#core/refusals.ts";
import { plural } from "#ui/text/format.ts";
import { pathIn, taughtCourseOf } from "../groups/course_choice.ts";
import { pathOfNew } from "../groups/list.tsx";
import { flash } from "../http/flash.ts";
import {
  type FormErrors,
  type FormValues,
  readForm,
  type RefusedStatus,
  submitForm,
} from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import type { SignedInVisit } from "../http/visit.ts";
import { dividedSoon, planKeyOf, planPath } from "./plan_pages.tsx";
import { MadePage } from "./made_page.tsx";
import { PreviewPage } from "./preview_page.tsx";

/** How soon a page is rendered again while people are being divided. */
const refreshSeconds = 1;

export function showPreview(visit: SignedInVisit): Promise<Response> {
  return show(visit, {}, 200);
}

async function show(
  visit: SignedInVisit,
  errors: FormErrors,
  status: 200 | RefusedStatus,
): Promise<Response> {
  const { context, locale, texts } = visit;
  const key = planKeyOf(visit);
  const { course, ...view } = await getPlan(context, key);
  const { making } = view;
  const isAtWork = making?.state === "applying" || making?.state === "undoing";
  if (view.isDividing || isAtWork) visit.c.header("Refresh", String(refreshSeconds));
  const path = planPath(key);
  const shown = { view, course, path, errors, locale, texts };
  const back = pathIn(await taughtCourseOf(visit, key.courseId), "/groups");
  return renderPage(visit, {
    title: texts.maker.previewTitle,
    section: "groups",
    scripts: ["maker.js"],
    here: path,
    status,
    content: making ? (
      <MadePage making={making} back={back} {...shown} />
    ) : (
      <PreviewPage {...shown} />
    ),
  });
}

/** The buttons of the preview. */
export async function submitPreview(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  return submitForm(
    visit,
    () => act(visit, form),
    (errors, status) => show(visit, errors, status),
  );
}

async function act(visit: SignedInVisit, form: FormValues): Promise<Response> {
  const { c, context } = visit;
  const key = seenIn(visit, form);
  const path = planPath(key);
  const step = form.text("step");
  if (step === "create") return create(visit, key);
  if (step === "discard") return discard(visit, key);
  if (step === "undo") {
    await dividedSoon(visit, (await undoPlannedGroups(context, key)).finished);
    return c.redirect(path, 303);
  }
  if (step === "swap") {
    const [one, other, ...more] = form.all("person");
    if (one === undefined || other === undefined || more.length > 0) throw wrongCount("two");
    await swapPeople(context, key, [one, other]);
    return c.redirect(`${path}#p-${one}`, 303);
  }
  if (step === "move") {
    const [person, ...more] = form.all("person");
    if (person === undefined || more.length > 0) throw wrongCount("one");
    await movePerson(context, key, { person, group: groupIn(form) });
    return c.redirect(`${path}#p-${person}`, 303);
  }
  const from = /^from ([1-9]\d{0,5})$/.exec(step)?.[1];
  if (from !== undefined) await renumberPlan(context, key, Number(from));
  else await dividedSoon(visit, (await shufflePlan(context, key)).finished);
  return c.redirect(path, 303);
}

function seenIn(visit: SignedInVisit, form: FormValues): SeenPlan {
  const version = /^\d{1,9}$/.exec(form.text("version"))?.[0];
  return { ...planKeyOf(visit), ...(version && { version: Number(version) }) };
}

function groupIn(form: FormValues): number {
  return Number(/^\d{1,4}$/.exec(form.text("group"))?.[0] ?? -1);
}

function wrongCount(count: "one" | "two"): Refusal {
  const reason = count === "two" ? "maker_pick_two" : "maker_pick_one";
  return new Refusal("invalid", { reason });
}

async function create(visit: SignedInVisit, key: SeenPlan): Promise<Response> {
  const choice = await taughtCourseOf(visit, key.courseId);
  const { ids, finished } = await makePlannedGroups(visit.context, key);
  await dividedSoon(visit, finished);
  const { making } = await getPlan(visit.context, planKeyOf(visit));
  if (making?.state !== "applied" || making.made < ids.length) {
    return visit.c.redirect(planPath(key), 303);
  }
  const { common, groups: words } = visit.texts;
  flash(visit, "success", {
    text: plural(visit.locale, words.createdSeveral, ids.length),
    links: [
      { href: `/chat/${ids[0]}`, label: words.openFirst },
      { href: `#g-${ids[0]}`, label: words.showInList },
    ],
    undo: { label: common.undo, action: planPath(key), fields: { step: "undo" } },
  });
  const made = ids.map((id) => ({ id }));
  return visit.c.redirect(pathOfNew(choice, made), 303);
}

async function discard(visit: SignedInVisit, key: SeenPlan): Promise<Response> {
  const choice = await taughtCourseOf(visit, key.courseId);
  await dropPlan(visit.context, key);
  flash(visit, "success", visit.texts.maker.discarded);
  return visit.c.redirect(pathIn(choice, "/groups"), 303);
}

/** What a swap, or a move, would change, for the script. */
export async function answerCheck(visit: SignedInVisit): Promise<Response> {
  const { c, context, locale, texts } = visit;
  const query = (name: string) => c.req.query(name) ?? "";
  const more = await checkExchange(context, planKeyOf(visit), [query("one"), query("other")]);
  const { maker } = texts;
  const text =
    more > 0
      ? plural(locale, maker.breaksMore, more)
      : more < 0
        ? plural(locale, maker.meetsMore, -more)
        : maker.noRuleBreaks;
  return c.json({ text, isWorse: more > 0 });
}
