import { PeoplePicker } from "#ui/groups/people_picker.tsx";
import type { PickablePerson } from "#ui/groups/person_row.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { AreaField, Field, SelectField } from "#ui/parts/field.tsx";
import { ErrorSummary, Form, FormBar } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { RadioField } from "#ui/parts/radio_field.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";
import type { FormErrors } from "../http/form.ts";
import type { TypedPlan } from "./plan_input.ts";

export interface PlanFormProps {
  plan: TypedPlan;
  action: string;
  cancelHref: string;
  title: string;
  /** The id of the course, where there are several. */
  course?: string;
  people: PickablePerson[];
  sets: { id: string; name: string }[];
  /** What the course knows about its people. */
  attributes: string[];
  errors: FormErrors;
  /** Whether it shows again what was typed. */
  isTyped: boolean;
  createsPeople: boolean;
  locale: Locale;
  texts: Texts;
}

/** Several groups at once, first step: who, how many, and by which rules. */
export function PlanForm(props: PlanFormProps) {
  const { plan, people, errors, locale, texts } = props;
  const { common, maker } = texts;
  return (
    <>
      <PageHeader title={props.title} lead={maker.lead} />
      <ErrorSummary errors={summaryOf(errors)} labels={labelsOf(texts)} texts={common} />
      <Form action={props.action} asks isTyped={props.isTyped} class="space-y-6">
        {plan.next && <input type="hidden" name="next" value={plan.next} />}
        {props.course && <input type="hidden" name="course" value={props.course} />}
        <div class="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
          <Card>
            <WhoFields {...props} />
            <SizeFields {...props} />
          </Card>
          <Card title={maker.rules}>
            <RuleFields {...props} />
          </Card>
        </div>
        <div class="hidden in-[form:has(option[value=picked]:checked)]:block">
          <Card>
            <PeoplePicker
              legend={maker.people}
              people={people}
              chosen={new Map(plan.picked.map((id) => [id, "member"]))}
              find={plan.find}
              free={plan.free}
              withRoles={false}
              createsPeople={props.createsPeople}
              hint={maker.peopleHint}
              locale={locale}
              texts={texts}
            />
          </Card>
        </div>
        <FormBar>
          <ButtonLink href={props.cancelHref} cancels>
            {common.cancel}
          </ButtonLink>
          <Button look="primary" name="step" value="preview" data-working={maker.previewing}>
            {maker.preview}
          </Button>
        </FormBar>
      </Form>
    </>
  );
}

/** Who is meant is chosen above the picker, which may be hidden. */
const summaryOf = ({ members, ...errors }: FormErrors): FormErrors =>
  members === undefined ? errors : { ...errors, who: members };

const labelsOf = ({ maker }: Texts) => ({
  set: maker.set,
  who: maker.who,
  count: maker.count,
  pattern: maker.pattern,
  names: maker.names,
  description: maker.description,
  attribute: maker.attribute,
  earlier: maker.earlier,
});

function WhoFields({ plan, sets, errors, texts: { maker } }: PlanFormProps) {
  const of = (kind: string, label: string) =>
    sets.map(({ id, name: set }) => ({ value: `${kind}:${id}`, label: format(label, { set }) }));
  return (
    <>
      <SelectField
        name="who"
        label={maker.who}
        value={plan.who}
        error={errors["who"] ?? errors["members"]}
        options={[
          { value: "all", label: maker.whoAll },
          { value: "free", label: maker.whoFree },
          ...of("free", maker.whoFreeOf),
          ...of("in", maker.whoIn),
          { value: "picked", label: maker.whoPicked },
        ]}
      />
      <Field
        name="set"
        label={maker.set}
        hint={maker.setHint}
        value={plan.set}
        error={errors["set"]}
        autoComplete="off"
      />
    </>
  );
}

function SizeFields({ plan, errors, texts: { maker } }: PlanFormProps) {
  return (
    <>
      <Field
        name="count"
        label={maker.count}
        type="number"
        inputMode="numeric"
        min={1}
        max={100_000}
        value={plan.count}
        error={errors["count"]}
        required
      />
      <RadioField
        name="by"
        legend={maker.by}
        value={plan.by}
        options={[
          { value: "size", label: maker.bySize },
          { value: "groups", label: maker.byGroups },
        ]}
      />
      <Field
        name="pattern"
        label={maker.pattern}
        hint={maker.patternHint}
        value={plan.pattern}
        error={errors["pattern"] ?? errors["name"]}
        autoComplete="off"
      />
      <AreaField
        name="names"
        label={maker.names}
        hint={maker.namesHint}
        value={plan.names.join("\n")}
        error={errors["names"]}
      />
      <AreaField
        name="description"
        label={maker.description}
        hint={maker.descriptionHint}
        value={plan.description}
        error={errors["description"]}
      />
    </>
  );
}

function RuleFields({ plan, sets, attributes, errors, texts: { maker } }: PlanFormProps) {
  return (
    <>
      <p class="text-sm text-muted">{maker.rulesLater}</p>
      {attributes.length > 0 && (
        <>
          <SelectField
            name="attribute"
            label={maker.attribute}
            hint={maker.attributeHint}
            value={plan.attribute?.key ?? ""}
            error={errors["attribute"]}
            options={[
              { value: "", label: maker.attributeNone },
              ...attributes.map((key) => ({ value: key, label: key })),
            ]}
          />
          <RadioField
            name="mode"
            legend={maker.mode}
            value={plan.attribute?.mode ?? "balance"}
            options={[
              { value: "balance", label: maker.balance },
              { value: "spread", label: maker.spread },
            ]}
          />
        </>
      )}
      {sets.length > 0 && (
        <label class="flex min-h-10 cursor-pointer items-center gap-3 text-body">
          <input
            type="checkbox"
            name="rotates"
            value="1"
            checked={plan.rotates}
            class="size-5 shrink-0"
          />
          {maker.rotates}
        </label>
      )}
      {sets.length > 0 && (
        <fieldset id="earlier" class="min-w-0">
          <legend class="text-sm font-medium text-body">{maker.earlier}</legend>
          <p class="text-sm text-muted">{maker.earlierHint}</p>
          {errors["earlier"] && (
            <p class="text-sm font-medium text-danger-text">{errors["earlier"]}</p>
          )}
          {sets.map(({ id, name }) => (
            <label
              key={id}
              class="flex min-h-10 cursor-pointer items-center gap-3 wrap-anywhere text-body"
            >
              <input
                type="checkbox"
                name="earlier"
                value={id}
                checked={plan.earlier.includes(id)}
                class="size-5 shrink-0"
              />
              {name}
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
