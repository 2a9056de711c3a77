import type { LogSettings } from "#core/audit/log_settings.ts";
import { Button } from "#ui/parts/button.tsx";
import { SelectField } from "#ui/parts/field.tsx";
import { Form } from "#ui/parts/form.tsx";
import { RadioField } from "#ui/parts/radio_field.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import { logLimits } from "#wire/limits.ts";

interface LogSettingsProps {
  settings: LogSettings;
  texts: Texts;
}

/** Who reads the log, and for how long it is kept. */
export function LogSettingsForm({ settings, texts: { audit } }: LogSettingsProps) {
  const { keptDays, teachersRead } = settings;
  return (
    <section class="max-w-3xl space-y-3 border-t border-line pt-4">
      <h2 class="text-base font-semibold">{audit.settings}</h2>
      <p class="text-muted">{audit.settingsText}</p>
      <Form action="/audit/settings" isTyped={false} class="space-y-4">
        <RadioField
          name="readers"
          legend={audit.readers}
          value={teachersRead ? "teachers" : "admins"}
          options={[
            { value: "admins", label: audit.readersAdmins },
            { value: "teachers", label: audit.readersTeachers },
          ]}
        />
        <SelectField
          name="keptDays"
          label={audit.kept}
          hint={audit.keptHint}
          value={String(keptDays)}
          options={logLimits.keptDaysChoices.map((days) => ({
            value: String(days),
            label: audit.keptDays[days],
          }))}
        />
        <Button>{audit.save}</Button>
      </Form>
    </section>
  );
}
