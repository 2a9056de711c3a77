/** The fields that ask who may write in groups, until when, and why. */
import type { ModeInput } from "#core/groups/modes.ts";
import { holdChoices, modeNames } from "#wire/modes.ts";
import type { GroupMode } from "#wire/views.ts";
import { CheckList } from "#ui/parts/check_list.tsx";
import { Field, SelectField } from "#ui/parts/field.tsx";
import { RadioField } from "#ui/parts/radio_field.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { plural } from "#ui/text/format.ts";
import type { FormErrors, FormValues } from "../http/form.ts";

const minuteMs = 60_000;
const spans = {
  none: undefined,
  "15m": 15 * minuteMs,
  "1h": 60 * minuteMs,
  "2h": 120 * minuteMs,
  "1d": 24 * 60 * minuteMs,
  "7d": 7 * 24 * 60 * minuteMs,
} as const;
const spanNames = Object.keys(spans) as (keyof typeof spans)[];

const secondsOffered = [10, 30, 60, 300, 900, 3_600];
const secondsAtFirst = 30;

/** What is chosen in these fields. */
export interface ChosenMode {
  mode: string;
  seconds: number;
  ends: string;
  /** UTC ISO text; it counts in place of the span. */
  until: string;
  reason: string;
  /** Whose messages wait for approval, and who of the group if they are chosen. */
  holdFor: string;
  people: readonly string[];
}

/** @param suggested for a form that nobody has filled in yet */
export function chosenMode(form: FormValues, suggested: Partial<ChosenMode> = {}): ChosenMode {
  const isTyped = form.has("mode");
  return {
    mode: isTyped ? form.text("mode") : (suggested.mode ?? "locked"),
    seconds: Number(form.text("seconds")) || (suggested.seconds ?? secondsAtFirst),
    ends: isTyped ? form.text("ends") : "none",
    until: isTyped ? form.text("until") : (suggested.until ?? ""),
    reason: isTyped ? form.text("reason") : (suggested.reason ?? ""),
    holdFor: form.text("holdFor") || (suggested.holdFor ?? "everyone"),
    people: isTyped ? form.all("people") : (suggested.people ?? []),
  };
}

/** The fields as they are for a group that is in a mode. */
export function modeAsChosen(present: GroupMode | undefined): Partial<ChosenMode> {
  const { kind: mode = "open", seconds, until, reason, for: holdFor } = present ?? {};
  return {
    mode,
    ...(seconds && { seconds }),
    ...(until && { until }),
    ...(reason && { reason }),
    ...(holdFor && { holdFor }),
  };
}

/** What the fields ask for; an end that is no time is refused by the verb. */
export function modeInputOf(form: FormValues, nowMs: number): ModeInput {
  const { seconds, ends, until, reason, holdFor, people } = chosenMode(form);
  const mode = form.text("mode");
  const span = spanNames.find((name) => name === ends) ?? "none";
  const endsAfter = spans[span];
  const end = endsAfter === undefined ? null : new Date(nowMs + endsAfter).toISOString();
  // Without the script, the field would send a time without its zone.
  const typed = until === "" || until.endsWith("Z") ? until : "-";
  return { mode, seconds, reason, until: typed || end, holdFor, userIds: people };
}

/** The names of the fields in errors. */
export const modeLabels = ({ modes }: Texts) => ({
  mode: modes.field,
  seconds: modes.seconds,
  people: modes.holdPeople,
  until: modes.until,
  reason: modes.reason,
});

export interface ModeFieldsProps {
  chosen: ChosenMode;
  /** Those that the reader may set. */
  offered?: readonly (typeof modeNames)[number][];
  /** Members whose messages can be chosen to wait; missing for several groups. */
  people?: readonly { id: string; name: string }[];
  errors: FormErrors;
  locale: Locale;
  texts: Texts;
}

export function ModeFields(props: ModeFieldsProps) {
  const { chosen, offered = modeNames, people, errors, locale, texts } = props;
  const { modes } = texts;
  return (
    <>
      <RadioField
        name="mode"
        legend={modes.field}
        value={chosen.mode}
        options={offered.map((value) => ({ value, label: modes.kinds[value] }))}
      />
      <SelectField
        name="seconds"
        label={modes.seconds}
        value={String(chosen.seconds)}
        error={errors["seconds"]}
        options={secondsFor(chosen.seconds).map((value) => ({
          value: String(value),
          label: spanLabel(value, locale, texts),
        }))}
      />
      {offered.includes("hold") && (
        <SelectField
          name="holdFor"
          label={modes.holdFor}
          value={chosen.holdFor}
          options={holdChoices
            .filter((value) => value !== "chosen" || people !== undefined)
            .map((value) => ({ value, label: modes.holdsFor[value] }))}
        />
      )}
      {offered.includes("hold") && people && (
        <HoldPeople people={people} chosen={chosen.people} error={errors["people"]} texts={texts} />
      )}
      <SelectField
        name="ends"
        label={modes.ends}
        value={chosen.ends}
        options={spanNames.map((value) => ({ value, label: modes.spans[value] }))}
      />
      <div data-script-only hidden>
        <Field
          name="until"
          type="datetime-local"
          label={modes.until}
          hint={modes.untilHint}
          error={errors["until"]}
          data-moment={chosen.until}
        />
      </div>
      <Field
        name="reason"
        label={modes.reason}
        hint={modes.reasonHint}
        value={chosen.reason}
        error={errors["reason"]}
        autoComplete="off"
      />
    </>
  );
}

interface HoldPeopleProps {
  people: readonly { id: string; name: string }[];
  chosen: readonly string[];
  error: string | undefined;
  texts: Texts;
}

function HoldPeople({ people, chosen, error, texts: { modes } }: HoldPeopleProps) {
  return (
    <details open={chosen.length > 0 || error !== undefined} class="space-y-1">
      <summary class="min-h-10 cursor-pointer py-2 text-sm font-medium text-body">
        {modes.holdPeople}
      </summary>
      <CheckList
        name="people"
        legend={modes.holdPeople}
        isLegendHidden
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={chosen}
        error={error}
      />
    </details>
  );
}

/** One that a program has set is offered, too. */
function secondsFor(present: number): number[] {
  if (secondsOffered.includes(present)) return secondsOffered;
  return [...secondsOffered, present].toSorted((a, b) => a - b);
}

function spanLabel(seconds: number, locale: Locale, { modes }: Texts): string {
  if (seconds < 60 || seconds % 60 !== 0) return plural(locale, modes.countSeconds, seconds);
  return plural(locale, modes.countMinutes, seconds / 60);
}
