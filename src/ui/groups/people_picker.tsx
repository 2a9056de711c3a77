import type { MemberRole } from "#protocol/frames.ts";
import { Button } from "../parts/button.tsx";
import { SearchField } from "../parts/search_field.tsx";
import type { Locale, Texts } from "../text/catalogue.ts";
import { format } from "../text/format.ts";
import { PersonRow, type PickablePerson } from "./person_row.tsx";

export interface PeoplePickerProps {
  legend: string;
  people: PickablePerson[];
  /** Who is chosen, with the role chosen for them. */
  chosen: ReadonlyMap<string, MemberRole>;
  /** Whether a role is chosen for each. */
  withRoles: boolean;
  hint?: string;
  error?: string;
  locale: Locale;
  texts: Pick<Texts, "common" | "groups">;
}

/**
 * Chooses among hundreds of people: a plain list of checkboxes, which the script `groups.js`
 * filters, counts, and selects at once.
 */
export function PeoplePicker(props: PeoplePickerProps) {
  const { legend, people, chosen, hint, error, texts } = props;
  const described = [hint && "people-hint", error && "people-error"].filter(Boolean).join(" ");
  return (
    <fieldset data-people aria-describedby={described || undefined} class="min-w-0 space-y-3">
      <legend class="text-sm font-medium text-body">{legend}</legend>
      {hint && (
        <p id="people-hint" class="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id="people-error" class="text-sm font-medium text-danger-text">
          {error}
        </p>
      )}
      {people.length === 0 ? (
        <p class="rounded border border-line bg-sunken p-4 text-muted">{texts.groups.nobodyYet}</p>
      ) : (
        <>
          <Tools selected={chosen.size} texts={texts.groups} />
          <ul
            id="people"
            aria-label={texts.groups.peopleLabel}
            class="max-h-112 divide-y divide-line overflow-y-auto overscroll-contain rounded border border-line bg-raised"
          >
            {people.map((person) => (
              <PersonRow key={person.id} person={person} {...props} />
            ))}
          </ul>
          <p data-filter-none hidden class="text-muted">
            {texts.groups.nobodyFound}
          </p>
        </>
      )}
    </fieldset>
  );
}

function Tools({ selected, texts }: { selected: number; texts: Texts["groups"] }) {
  return (
    <div data-script-only hidden class="space-y-2">
      <SearchField id="find-people" label={texts.findPeople} filters="people" filterOnly />
      <div class="flex flex-wrap items-center gap-2">
        <Button type="button" data-select-shown>
          {texts.selectShown}
        </Button>
        <Button type="button" data-clear-shown>
          {texts.clearShown}
        </Button>
        <p
          role="status"
          data-selected={texts.selected}
          class="ml-auto text-sm font-medium text-body tabular-nums"
        >
          {format(texts.selected, { count: selected })}
        </p>
      </div>
    </div>
  );
}
