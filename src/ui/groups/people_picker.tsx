import { Button } from "../parts/button.tsx";
import { SearchField } from "../parts/search_field.tsx";
import { Selected, SelectionTools } from "../parts/selection.tsx";
import type { Locale, Texts } from "../text/catalogue.ts";
import { format } from "../text/format.ts";
import { type Listing, listing, type Picking } from "./picking.ts";
import { PersonRow } from "./person_row.tsx";

export interface PeoplePickerProps extends Picking {
  legend: string;
  /** Whether a role can be chosen for each person. */
  withRoles: boolean;
  /** Whether the reader can create accounts. */
  createsPeople: boolean;
  hint?: string;
  error?: string;
  locale: Locale;
  texts: Pick<Texts, "common" | "groups">;
}

/**
 * A picker for hundreds of people: a plain list of checkboxes, which the script `groups.js`
 * filters, counts and selects together. Of thousands of people it lists a part, and the form itself
 * searches.
 */
export function PeoplePicker(props: PeoplePickerProps) {
  const { legend, people, chosen, hint, error, texts } = props;
  const described = [hint && "people-hint", error && "people-error"].filter(Boolean).join(" ");
  const list = listing(props);
  return (
    <fieldset
      id="members"
      data-selects
      aria-describedby={described || undefined}
      class="min-w-0 space-y-3"
    >
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
        <p class="rounded border border-line bg-sunken p-4 text-muted">
          {props.createsPeople ? texts.groups.nobodyYet : texts.groups.nobodyInCourse}{" "}
          {props.createsPeople && (
            <a href="/users/create" class="text-primary-text underline hover:no-underline">
              {texts.groups.addPerson}
            </a>
          )}
        </p>
      ) : (
        <>
          {list.isWhole ? (
            <Tools selected={chosen.size} free={props.free} texts={texts.groups} />
          ) : (
            <Search list={list} {...props} />
          )}
          <ul
            id="people"
            aria-label={texts.groups.peopleLabel}
            class="max-h-112 divide-y divide-line overflow-y-auto overscroll-contain rounded border border-line bg-raised"
          >
            {list.listed.map((person) => (
              <PersonRow key={person.id} person={person} {...props} />
            ))}
          </ul>
          <p data-filter-none hidden={list.listed.length > 0} class="text-muted">
            {texts.groups.nobodyFound}
          </p>
          <Kept kept={list.kept} />
        </>
      )}
    </fieldset>
  );
}

/** Each button submits the form, which returns with what was typed and chosen. */
function Search({ list, chosen, find, free, texts }: PeoplePickerProps & { list: Listing }) {
  const { common, groups } = texts;
  const { listed, found } = list;
  return (
    <div class="space-y-2">
      <p class="text-sm text-muted">{groups.searchHint}</p>
      <div class="flex gap-2">
        <SearchField
          id="find-people"
          name="find"
          label={groups.findPeople}
          value={find}
          autoFocus={find !== ""}
        />
        <Button name="pick" value="search" formNoValidate>
          {common.search}
        </Button>
      </div>
      <OnlyFree free={free} texts={groups} />
      <div class="flex flex-wrap items-center gap-2">
        <Button name="pick" value="all" formNoValidate>
          {format(groups.selectFound, { found })}
        </Button>
        <Button name="pick" value="none" formNoValidate>
          {format(groups.clearFound, { found })}
        </Button>
        <Selected count={chosen.size} texts={groups} />
      </div>
      <p class="text-sm text-muted">{format(groups.listed, { listed: listed.length, found })}</p>
    </div>
  );
}

function Kept({ kept }: Pick<Listing, "kept">) {
  return (
    <>
      {kept.map(([id, role]) => (
        <>
          <input type="hidden" name="member" value={id} />
          {role !== "member" && <input type="hidden" name={`role:${id}`} value={role} />}
        </>
      ))}
    </>
  );
}

/** Narrows the list; with scripts at once, otherwise with the next search. */
function OnlyFree({ free, texts }: { free: boolean; texts: Texts["groups"] }) {
  return (
    <label class="flex min-h-10 cursor-pointer items-center gap-3 text-sm text-body">
      <input
        type="checkbox"
        name="free"
        value="1"
        checked={free}
        data-filter-free="people"
        class="size-5 shrink-0 accent-primary"
      />
      {texts.onlyFree}
    </label>
  );
}

interface ToolsProps {
  selected: number;
  free: boolean;
  texts: Texts["groups"];
}

function Tools({ selected, free, texts }: ToolsProps) {
  return (
    <div data-script-only hidden class="space-y-2">
      <SearchField id="find-people" label={texts.findPeople} filters="people" filterOnly />
      <OnlyFree free={free} texts={texts} />
      <SelectionTools selected={selected} texts={{ groups: texts }} />
    </div>
  );
}
