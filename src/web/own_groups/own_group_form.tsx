import { Avatar } from "#ui/parts/avatar.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { AreaField, Field, SelectField } from "#ui/parts/field.tsx";
import { ErrorSummary, Form, FormActions } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { SearchField } from "#ui/parts/search_field.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import type { FormErrors } from "../http/form.ts";

interface Course {
  id: string;
  name: string;
}

export interface OwnGroupFormProps {
  title: string;
  lead?: string;
  action: string;
  /** Where Cancel leads. */
  back: string;
  /** Of a new group: its course, and all that could be chosen. */
  course?: Course;
  courses?: Course[];
  /** What is typed about a new group. */
  about?: { name: string; description: string };
  /** Whom the reader can choose by name. */
  people: { id: string; name: string }[];
  chosen: ReadonlySet<string>;
  address: string;
  saveLabel: string;
  isTyped: boolean;
  errors: FormErrors;
  locale: Locale;
  texts: Texts;
}

/** The form of a student for opening a group, and for adding people to it. */
export function OwnGroupForm(props: OwnGroupFormProps) {
  const { about, errors, texts } = props;
  const { common, groups } = texts;
  const labels = {
    name: groups.name,
    description: groups.description,
    members: texts.ownGroups.people,
    address: texts.ownGroups.addresses,
  };
  return (
    <>
      <PageHeader title={props.title} lead={props.lead} />
      <ErrorSummary errors={errors} labels={labels} texts={common} />
      <Form action={props.action} asks isTyped={props.isTyped} class="max-w-2xl space-y-6">
        {about && <About {...props} about={about} />}
        <People {...props} />
        <FormActions>
          <ButtonLink href={props.back} cancels>
            {common.cancel}
          </ButtonLink>
          <Button look="primary" data-working={groups.working}>
            {props.saveLabel}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}

function About({
  about,
  course,
  courses = [],
  errors,
  texts: { groups, ownGroups },
}: OwnGroupFormProps & { about: NonNullable<OwnGroupFormProps["about"]> }) {
  return (
    <Card>
      {course && courses.length > 1 && (
        <SelectField
          name="course"
          label={ownGroups.course}
          value={course.id}
          options={courses.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <Field
        name="name"
        label={groups.name}
        value={about.name}
        error={errors["name"]}
        required
        autoComplete="off"
      />
      <AreaField
        name="description"
        label={groups.description}
        value={about.description}
        error={errors["description"]}
        rows={3}
      />
    </Card>
  );
}

/** Only those whom the reader meets anyway; others by the exact address. */
function People({ people, chosen, address, errors, texts }: OwnGroupFormProps) {
  const { groups, ownGroups } = texts;
  return (
    <Card>
      <fieldset id="members" class="min-w-0 space-y-3">
        <legend class="text-sm font-medium text-body">{ownGroups.people}</legend>
        <p class="text-sm text-muted">{ownGroups.peopleHint}</p>
        {errors["members"] && (
          <p class="text-sm font-medium text-danger-text">{errors["members"]}</p>
        )}
        {people.length > 8 && (
          <div data-script-only hidden>
            <SearchField id="find-person" label={groups.findPeople} filters="people" filterOnly />
          </div>
        )}
        {people.length > 0 && (
          <ul
            id="people"
            aria-label={groups.peopleLabel}
            class="max-h-96 divide-y divide-line overflow-y-auto rounded border border-line bg-raised"
          >
            {people.map(({ id, name }) => (
              <li key={id} data-filter-text={name}>
                <label class="flex min-h-12 cursor-pointer items-center gap-3 px-3 py-1">
                  <input
                    type="checkbox"
                    name="member"
                    value={id}
                    checked={chosen.has(id)}
                    class="size-5 shrink-0 accent-primary"
                  />
                  <Avatar id={id} name={name} size="small" />
                  <span class="min-w-0 wrap-anywhere text-body">{name}</span>
                </label>
              </li>
            ))}
          </ul>
        )}
        <p data-filter-none hidden class="text-muted">
          {groups.nobodyFound}
        </p>
      </fieldset>
      <Field
        name="address"
        label={ownGroups.addresses}
        hint={ownGroups.addressesHint}
        value={address}
        error={errors["address"]}
        autoComplete="off"
        autoCapitalize="none"
        spellcheck={false}
      />
    </Card>
  );
}
