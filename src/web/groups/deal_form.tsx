import { PeoplePicker, type PeoplePickerProps } from "#ui/groups/people_picker.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { AreaField, Field } from "#ui/parts/field.tsx";
import { Form, FormBar, ErrorSummary } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { RadioField } from "#ui/parts/radio_field.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import type { FormErrors } from "../http/form.ts";
import type { DealPlan } from "./deal_input.ts";

export interface DealFormProps extends Pick<
  PeoplePickerProps,
  "people" | "createsPeople" | "locale"
> {
  plan: DealPlan;
  errors: FormErrors;
  /** Whether it shows again what was typed. */
  isTyped: boolean;
  texts: Texts;
}

/** Several groups at once, first step: their names, their number, and the people. */
export function DealForm(props: DealFormProps) {
  const { plan, people, errors, isTyped, locale, texts } = props;
  const { common, groups } = texts;
  return (
    <>
      <PageHeader title={groups.dealTitle} lead={groups.dealLead} />
      <ErrorSummary errors={errors} labels={labelsOf(texts)} texts={common} />
      <Form action="/groups/create-many" asks isTyped={isTyped} class="space-y-6">
        {plan.course && <input type="hidden" name="course" value={plan.course} />}
        <div class="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <Card>
            <PlanFields plan={plan} errors={errors} texts={groups} />
          </Card>
          <Card>
            <PeoplePicker
              legend={groups.dealPeople}
              people={people}
              chosen={new Map(plan.chosen.map((id) => [id, "member"]))}
              find={plan.find}
              free={plan.free}
              withRoles={false}
              createsPeople={props.createsPeople}
              hint={groups.dealPeopleHint}
              error={errors["members"]}
              locale={locale}
              texts={texts}
            />
          </Card>
        </div>
        <FormBar>
          <ButtonLink href={plan.course ? `/groups?course=${plan.course}` : "/groups"} cancels>
            {common.cancel}
          </ButtonLink>
          <Button look="primary" name="step" value="preview">
            {groups.dealPreview}
          </Button>
        </FormBar>
      </Form>
    </>
  );
}

const labelsOf = ({ groups }: Texts) => ({
  pattern: groups.dealPattern,
  count: groups.dealCount,
  description: groups.description,
  members: groups.dealPeople,
});

function PlanFields({
  plan,
  errors,
  texts,
}: {
  plan: DealPlan;
  errors: FormErrors;
  texts: Texts["groups"];
}) {
  return (
    <>
      <Field
        name="pattern"
        label={texts.dealPattern}
        hint={texts.dealPatternHint}
        value={plan.pattern}
        error={errors["pattern"] ?? errors["name"]}
        required
        autoComplete="off"
      />
      <Field
        name="count"
        label={texts.dealCount}
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
        legend={texts.dealBy}
        value={plan.by}
        options={[
          { value: "groups", label: texts.dealByGroups },
          { value: "size", label: texts.dealBySize },
        ]}
      />
      <RadioField
        name="order"
        legend={texts.dealOrder}
        value={plan.order}
        options={[
          { value: "shuffled", label: texts.dealShuffled },
          { value: "listed", label: texts.dealListed },
        ]}
      />
      <AreaField
        name="description"
        label={texts.description}
        hint={texts.dealDescriptionHint}
        value={plan.description}
        error={errors["description"]}
      />
    </>
  );
}
