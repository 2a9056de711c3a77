/** A rule of a plan: who must be together or apart. */
import { getPlan } from "#core/maker/plan_view.ts";
import { putRule, removeRule } from "#core/maker/plans.ts";
import type { RuleKind } from "#core/maker/plan.ts";
import { notFound } from "#core/refusals.ts";
import { PeoplePicker } from "#ui/groups/people_picker.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { ErrorSummary, Form, FormBar } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { RadioField } from "#ui/parts/radio_field.tsx";
import { isPicking, pickedPeople } from "../groups/group_input.ts";
import {
  type FormErrors,
  FormValues,
  readForm,
  type RefusedStatus,
  submitForm,
} from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import type { SignedInVisit } from "../http/visit.ts";
import { dividedSoon, pickable, planKeyOf, planPath } from "./plan_pages.tsx";

interface TypedRule {
  kind: RuleKind;
  picked: string[];
  /** The number of the rule that is changed; undefined for a new one. */
  number?: number;
  find: string;
  free: boolean;
}

/** The form for a rule; the address names the one that it changes. */
export async function showRule(visit: SignedInVisit): Promise<Response> {
  const query = (name: string) => visit.c.req.query(name) ?? "";
  const kind = kindOf(query("kind"));
  const number = numberOf(query("number"));
  const { plan } = await getPlan(visit.context, planKeyOf(visit));
  const picked = number === undefined ? [] : plan[kind][number];
  if (!picked) throw notFound();
  return showForm(visit, { kind, picked, number, find: "", free: false }, { isTyped: false });
}

export async function submitRule(visit: SignedInVisit): Promise<Response> {
  const { context } = visit;
  const key = planKeyOf(visit);
  const form = await readForm(visit);
  const rule = typedRule(form);
  if (isPicking(form)) {
    const people = await pickable(visit, key.courseId);
    const picked = [...pickedPeople(form, people).keys()];
    return showForm(visit, { ...rule, picked }, { isTyped: true });
  }
  const act = async () => {
    const { kind, number, picked: people } = rule;
    const { finished } =
      form.text("step") === "remove" && number !== undefined
        ? await removeRule(context, key, { kind, number })
        : await putRule(context, key, { kind, people, replaces: number });
    await dividedSoon(visit, finished);
    return visit.c.redirect(planPath(key), 303);
  };
  return submitForm(visit, act, (errors, status) =>
    showForm(visit, rule, { isTyped: true, errors, status }),
  );
}

function typedRule(form: FormValues): TypedRule {
  return {
    kind: kindOf(form.text("kind")),
    picked: [...new Set(form.all("member"))],
    number: numberOf(form.text("number")),
    find: form.text("find"),
    free: form.has("free"),
  };
}

const kindOf = (text: string): RuleKind => (text === "together" ? "together" : "apart");
const numberOf = (text: string) => (/^\d{1,3}$/.test(text) ? Number(text) : undefined);

interface Shown {
  isTyped: boolean;
  errors?: FormErrors;
  status?: RefusedStatus;
}

async function showForm(
  visit: SignedInVisit,
  rule: TypedRule,
  { isTyped, errors = {}, status }: Shown,
): Promise<Response> {
  const { locale, texts } = visit;
  const { common, maker } = texts;
  const key = planKeyOf(visit);
  const people = await pickable(visit, key.courseId);
  return renderPage(visit, {
    title: maker.ruleTitle,
    section: "groups",
    scripts: ["groups.js"],
    here: planPath(key),
    status,
    content: (
      <>
        <PageHeader title={maker.ruleTitle} />
        <ErrorSummary errors={errors} labels={{ rules: maker.rulePeople }} texts={common} />
        <Form action={`${planPath(key)}/rule`} asks isTyped={isTyped} class="space-y-6">
          {rule.number === undefined ? (
            <RadioField
              name="kind"
              legend={maker.ruleKind}
              value={rule.kind}
              options={[
                { value: "apart", label: maker.apartOption },
                { value: "together", label: maker.togetherOption },
              ]}
            />
          ) : (
            <RuleOf rule={rule} label={ruleLabel(rule.kind, visit)} />
          )}
          <Card>
            <PeoplePicker
              legend={maker.rulePeople}
              people={people}
              chosen={new Map(rule.picked.map((id) => [id, "member"]))}
              find={rule.find}
              free={rule.free}
              withRoles={false}
              createsPeople={false}
              error={errors["rules"]}
              locale={locale}
              texts={texts}
            />
          </Card>
          <FormBar>
            <ButtonLink href={planPath(key)} cancels>
              {common.cancel}
            </ButtonLink>
            {rule.number !== undefined && (
              <Button name="step" value="remove">
                {maker.ruleRemove}
              </Button>
            )}
            <Button look="primary" name="step" value="save" data-working={maker.previewing}>
              {maker.ruleSave}
            </Button>
          </FormBar>
        </Form>
      </>
    ),
  });
}

function RuleOf({ rule, label }: { rule: TypedRule; label: string }) {
  return (
    <p class="font-medium text-body">
      <input type="hidden" name="kind" value={rule.kind} />
      <input type="hidden" name="number" value={rule.number} />
      {label}
    </p>
  );
}

function ruleLabel(kind: RuleKind, { texts: { maker } }: SignedInVisit): string {
  return kind === "together" ? maker.togetherOption : maker.apartOption;
}
