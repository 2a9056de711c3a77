import { PeoplePicker, type PeoplePickerProps } from "#ui/groups/people_picker.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { AreaField, Field } from "#ui/parts/field.tsx";
import { FormError } from "#ui/parts/flash.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import type { FormErrors } from "../http/form.ts";
import { FormBar } from "./form_bar.tsx";

export interface GroupFormProps extends Pick<
  PeoplePickerProps,
  "people" | "chosen" | "find" | "locale" | "texts"
> {
  title: string;
  lead?: string;
  action: string;
  name: string;
  description: string;
  /** For an existing group: its members when the form is shown. */
  shown?: string[];
  saveLabel: string;
  errors: FormErrors;
}

/** The form for creating and for changing a group. */
export function GroupForm(props: GroupFormProps) {
  const { errors, texts } = props;
  const { common, groups } = texts;
  return (
    <>
      <PageHeader title={props.title} lead={props.lead} />
      <FormError text={errors["form"]} />
      <form method="post" action={props.action} class="space-y-6">
        <div class="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <Card>
            <Field
              name="name"
              label={groups.name}
              hint={groups.nameHint}
              value={props.name}
              error={errors["name"]}
              required
              autoComplete="off"
            />
            <AreaField
              name="description"
              label={groups.description}
              hint={groups.descriptionHint}
              value={props.description}
              error={errors["description"]}
              rows={4}
            />
          </Card>
          <Card>
            {props.shown && <input type="hidden" name="shown" value={props.shown.join(" ")} />}
            <PeoplePicker
              legend={groups.membersTitle}
              people={props.people}
              chosen={props.chosen}
              find={props.find}
              withRoles
              hint={props.shown ? groups.membersHint : undefined}
              error={errors["members"]}
              locale={props.locale}
              texts={texts}
            />
          </Card>
        </div>
        <FormBar>
          <ButtonLink href="/groups">{common.cancel}</ButtonLink>
          <Button look="primary" data-working={groups.working}>
            {props.saveLabel}
          </Button>
        </FormBar>
      </form>
    </>
  );
}
