/** The word rules of a course. */
import { requireTeacher } from "#core/courses/own_courses.ts";
import {
  addRule,
  changeRule,
  deleteRule,
  listRules,
  readRule,
  type RuleKey,
  switchRule,
} from "#core/rules/word_rules.ts";
import { flash } from "../http/flash.ts";
import { type FormErrors, type FormValues, readForm, submitForm } from "../http/form.ts";
import type { RefusedStatus } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { NewRulePage, RulePage, type RuleFields, RulesPage } from "./rules_page.tsx";

interface Again {
  form?: FormValues;
  errors: FormErrors;
  status?: RefusedStatus;
}

const fresh: Again = { errors: {} };

const rulesPath = (courseId: string) => `/courses/${encodeURIComponent(courseId)}/rules`;
/** Of one rule. */
export const rulePath = ({ courseId, id }: RuleKey) =>
  `${rulesPath(courseId)}/${encodeURIComponent(id)}`;

/** @throws {Refusal} not_found, forbidden */
export async function showRules(visit: SignedInVisit): Promise<Response> {
  const courseId = pathId(visit);
  const path = rulesPath(courseId);
  return renderPage(visit, {
    title: visit.texts.rules.title,
    section: "groups",
    here: path,
    live: true,
    content: (
      <RulesPage
        rules={await listRules(visit.context, courseId)}
        courseId={courseId}
        path={path}
        texts={visit.texts}
      />
    ),
  });
}

/** @throws {Refusal} not_found, forbidden */
export async function newRule(visit: SignedInVisit, again = fresh): Promise<Response> {
  const courseId = pathId(visit);
  await requireTeacher(visit.context, courseId);
  const fields = again.form ? typedIn(again.form) : undefined;
  return renderPage(visit, {
    title: visit.texts.rules.createTitle,
    section: "groups",
    status: again.status,
    content: (
      <NewRulePage
        courseId={courseId}
        path={rulesPath(courseId)}
        fields={fields ?? { kind: "words", searched: "", action: "mask", sentence: "" }}
        isTyped={fields !== undefined}
        errors={again.errors}
        texts={visit.texts}
      />
    ),
  });
}

export async function submitNewRule(visit: SignedInVisit): Promise<Response> {
  const courseId = pathId(visit);
  const form = await readForm(visit);
  return submitForm(
    visit,
    async () => {
      const { id } = await addRule(visit.context, courseId, typedIn(form));
      return done(visit, "saved", rulePath({ courseId, id }));
    },
    (errors, status) => newRule(visit, { form, errors, status }),
  );
}

function typedIn(form: FormValues): RuleFields {
  return {
    kind: form.text("kind"),
    searched: form.text("searched"),
    action: form.text("action"),
    sentence: form.text("sentence"),
  };
}

function keyOf(visit: SignedInVisit): RuleKey {
  return { courseId: pathId(visit), id: pathId(visit, "ruleId") };
}

/** @throws {Refusal} not_found, forbidden */
export async function showRule(visit: SignedInVisit, again = fresh): Promise<Response> {
  const key = keyOf(visit);
  const rule = await readRule(visit.context, key);
  const fields = again.form ? typedIn(again.form) : undefined;
  return renderPage(visit, {
    title: visit.texts.rules.ruleTitle,
    section: "groups",
    status: again.status,
    content: (
      <RulePage
        rule={rule}
        courseId={key.courseId}
        list={rulesPath(key.courseId)}
        path={rulePath(key)}
        fields={fields ?? rule}
        isTyped={fields !== undefined}
        errors={again.errors}
        texts={visit.texts}
      />
    ),
  });
}

export async function saveRule(visit: SignedInVisit): Promise<Response> {
  const key = keyOf(visit);
  const form = await readForm(visit);
  return submitForm(
    visit,
    async () => {
      await changeRule(visit.context, { ...key, version: versionIn(form) }, typedIn(form));
      return done(visit, "saved", rulePath(key));
    },
    (errors, status) => showRule(visit, { form, errors, status }),
  );
}

export async function submitSwitch(visit: SignedInVisit): Promise<Response> {
  const key = keyOf(visit);
  const form = await readForm(visit);
  const isLive = form.text("live") === "on";
  return submitForm(
    visit,
    async () => {
      await switchRule(visit.context, { ...key, version: versionIn(form) }, isLive);
      return done(visit, isLive ? "switchedOn" : "switchedOff", rulePath(key));
    },
    (errors, status) => showRule(visit, { errors, status }),
  );
}

export async function submitRuleRemoval(visit: SignedInVisit): Promise<Response> {
  const key = keyOf(visit);
  await deleteRule(visit.context, key);
  return done(visit, "removed", rulesPath(key.courseId));
}

/** What is no number is no version of it. */
function versionIn(form: FormValues): number {
  return Number(form.text("version") || Number.NaN);
}

type Done = "saved" | "switchedOn" | "switchedOff" | "removed";

function done(visit: SignedInVisit, what: Done, path: string): Response {
  flash(visit, "success", visit.texts.rules[what]);
  return visit.c.redirect(path, 303);
}
