import { Icon } from "./icon.tsx";

export interface SearchFieldProps {
  id: string;
  label: string;
  /** The name under which the surrounding form sends it. */
  name?: string;
  value?: string;
  /** The id of the list that it filters; see the script `forms.js`. */
  filters?: string;
  /** It only filters: Enter does not submit the surrounding form. */
  filterOnly?: boolean;
  /** In an island, in place of `filters`. */
  onInput?: (typed: string) => void;
  autoFocus?: boolean;
}

/** A search field of one line; its label is for screen readers and the placeholder. */
export function SearchField(props: SearchFieldProps) {
  const { id, label, name, value, filters, filterOnly, onInput, autoFocus } = props;
  return (
    <div class="relative min-w-0 flex-1">
      <label for={id} class="sr-only">
        {label}
      </label>
      <span class="pointer-events-none absolute inset-y-0 left-3 flex items-center text-muted">
        <Icon of="Search" />
      </span>
      <input
        id={id}
        type="search"
        name={name}
        value={value}
        placeholder={label}
        autoComplete="off"
        autoFocus={autoFocus}
        onInput={onInput && (({ currentTarget }) => onInput(currentTarget.value))}
        data-filter={filters}
        data-filter-only={filterOnly ? "" : undefined}
        class="min-h-10 w-full rounded border border-line-strong bg-field py-2 pr-3 pl-9 text-base text-ellipsis text-body"
      />
    </div>
  );
}
