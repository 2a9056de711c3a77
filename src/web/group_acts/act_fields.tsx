import type { GroupActName } from "#wire/group_acts.ts";
import { CheckList } from "#ui/parts/check_list.tsx";
import { AreaField, Field, SelectField } from "#ui/parts/field.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { chosenMode, ModeFields, modeLabels } from "../groups/mode_fields.tsx";
import type { FormErrors, FormValues } from "../http/form.ts";
import type { Choices } from "./choices.ts";

export interface ActFieldsProps {
  name: GroupActName;
  choices: Choices;
  /** What was typed, if the form is shown again. */
  form: FormValues;
  errors: FormErrors;
  locale: Locale;
  texts: Texts;
}

/** The names of fields in errors. */
export const fieldLabels = (texts: Texts) => ({
  ...modeLabels(texts),
  ...labelsOf(texts),
});

const labelsOf = ({ acts }: Texts) => ({
  content: acts.message,
  set: acts.set,
  people: acts.person,
  role: acts.role,
  ending: acts.ending,
  name: acts.newSet,
});

/** What an act is asked beside its groups. */
export function ActFields(props: ActFieldsProps) {
  const { name, choices, form, errors, texts } = props;
  const { acts } = texts;
  if (name === "write") {
    return (
      <AreaField
        name="content"
        label={acts.message}
        hint={acts.undoWrite}
        value={form.text("content")}
        error={errors["content"]}
        rows={6}
      />
    );
  }
  if (name === "move") {
    return (
      <SelectField
        name="set"
        label={acts.set}
        value={form.text("set")}
        error={errors["set"]}
        options={choices.sets ?? []}
      />
    );
  }
  if (name === "copy") {
    return (
      <>
        <Field
          name="ending"
          label={acts.ending}
          hint={acts.endingHint}
          value={form.has("ending") ? form.text("ending") : acts.endingDefault}
          error={errors["ending"]}
          autoComplete="off"
        />
        <Field
          name="name"
          label={acts.newSet}
          hint={acts.newSetHint}
          value={form.text("name")}
          error={errors["name"]}
          autoComplete="off"
        />
      </>
    );
  }
  if (name === "add_staff") return <Staff {...props} />;
  if (name === "mode") {
    const { locale } = props;
    return <ModeFields chosen={chosenMode(form)} errors={errors} locale={locale} texts={texts} />;
  }
  if (name !== "remove_person") return null;
  return (
    <SelectField
      name="people"
      label={acts.person}
      value={form.text("people")}
      error={errors["people"]}
      options={[{ value: "", label: acts.choose }, ...(choices.people ?? [])]}
    />
  );
}

function Staff({ choices, form, errors, texts: { acts, common } }: ActFieldsProps) {
  return (
    <>
      <CheckList
        name="people"
        legend={acts.staff}
        options={choices.staff ?? []}
        chosen={form.all("people")}
        error={errors["people"]}
      />
      <SelectField
        name="role"
        label={acts.role}
        value={form.text("role") || "moderator"}
        error={errors["role"]}
        options={(["owner", "moderator", "member"] as const).map((value) => ({
          value,
          label: common.memberRoles[value],
        }))}
      />
    </>
  );
}
