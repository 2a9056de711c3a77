import { PeoplePicker, type PeoplePickerProps } from "#ui/groups/people_picker.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { AreaField, Field, SelectField } from "#ui/parts/field.tsx";
import { Form, FormBar, ErrorSummary } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import type { FormErrors } from "../http/form.ts";

export interface GroupFormProps extends Pick<
  PeoplePickerProps,
  "people" | "chosen" | "find" | "free" | "locale"
> {
  title: string;
  lead?: string;
  /** For an existing group: where it is set who may write. */
  modeHref?: string;
  action: string;
  /** Where Cancel leads. */
  back: string;
  /** If there are several. */
  course?: string;
  /** Whether the reader may change more than the members. */
  manages: boolean;
  /** Addresses as typed, of people of other courses; undefined for those who can choose anyone. */
  address?: string;
  name: string;
  description: string;
  /** Whom it is to be for: `everyone`, `staff`, or empty for people who are chosen. */
  audience: string;
  /** Whom an existing group is for, unless its members are chosen. */
  follows?: "everyone" | "staff" | undefined;
  /** The sets of the course, and the chosen one. */
  sets: readonly { id: string; name: string }[];
  setId: string;
  /** For an existing group: its members when the form is shown. */
  shown?: string[];
  /** A name that another group has, and that was sent although the form said so. */
  sameName?: string;
  saveLabel: string;
  /** Whether it shows again what was typed. */
  isTyped: boolean;
  errors: FormErrors;
  texts: Texts;
}

/** The form for creating and for changing a group. */
export function GroupForm(props: GroupFormProps) {
  const { errors, texts } = props;
  const { common, groups } = texts;
  return (
    <>
      <PageHeader title={props.title} lead={props.lead}>
        {props.modeHref && (
          <ButtonLink href={props.modeHref} look="quiet">
            {texts.modes.change}
          </ButtonLink>
        )}
      </PageHeader>
      <ErrorSummary
        errors={errors}
        labels={{
          name: groups.name,
          description: groups.description,
          set: texts.sets.field,
          members: groups.membersTitle,
          address: groups.byAddress,
        }}
        texts={common}
      />
      <Form action={props.action} asks isTyped={props.isTyped} class="space-y-6">
        {props.sameName && <input type="hidden" name="same-name" value={props.sameName} />}
        {props.course && <input type="hidden" name="course" value={props.course} />}
        {props.manages ? (
          <div class="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
            <About {...props} />
            <Members {...props} />
          </div>
        ) : (
          <div class="max-w-3xl">
            <Members {...props} />
          </div>
        )}
        <FormBar>
          <ButtonLink href={props.back} cancels>
            {common.cancel}
          </ButtonLink>
          <Button look="primary" data-working={groups.working}>
            {props.saveLabel}
          </Button>
        </FormBar>
      </Form>
    </>
  );
}

function About(props: GroupFormProps) {
  const { name, description, sets, setId, audience, errors, texts } = props;
  const { groups, sets: words } = texts;
  return (
    <Card>
      <Field
        name="name"
        label={groups.name}
        hint={groups.nameHint}
        value={name}
        error={errors["name"]}
        required
        autoComplete="off"
      />
      <AreaField
        name="description"
        label={groups.description}
        hint={groups.descriptionHint}
        value={description}
        error={errors["description"]}
        rows={4}
      />
      {sets.length > 0 && (
        <SelectField
          name="set"
          label={words.field}
          value={setId}
          error={errors["set"]}
          options={[
            { value: "", label: words.none },
            ...sets.map(({ id, name: label }) => ({ value: id, label })),
          ]}
        />
      )}
      <SelectField
        name="audience"
        label={groups.audience}
        hint={groups.audienceHint}
        value={audience}
        options={[
          { value: "", label: groups.audiences.chosen },
          { value: "everyone", label: groups.audiences.everyone },
          { value: "staff", label: groups.audiences.staff },
        ]}
      />
    </Card>
  );
}

function Members(props: GroupFormProps) {
  const { follows, texts } = props;
  if (follows === undefined) return <ChosenMembers {...props} />;
  const { groups } = texts;
  return (
    <Card title={groups.followsTitle[follows]}>
      <p class="text-sm text-muted">{groups.followsText}</p>
    </Card>
  );
}

function ChosenMembers(props: GroupFormProps) {
  const { address, errors, shown, texts } = props;
  const { groups } = texts;
  return (
    <Card>
      {shown && <input type="hidden" name="shown" value={shown.join(" ")} />}
      <PeoplePicker
        legend={groups.membersTitle}
        people={props.people}
        chosen={props.chosen}
        find={props.find}
        free={props.free}
        withRoles
        createsPeople={address === undefined}
        hint={shown ? groups.membersHint : undefined}
        error={errors["members"]}
        locale={props.locale}
        texts={texts}
      />
      {address !== undefined && (
        <Field
          name="address"
          label={groups.byAddress}
          hint={groups.byAddressHint}
          value={address}
          error={errors["address"]}
          autoComplete="off"
          autoCapitalize="none"
          spellcheck={false}
        />
      )}
    </Card>
  );
}
