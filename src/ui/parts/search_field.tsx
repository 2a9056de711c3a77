import { Search } from "lucide";
import { Icon } from "./icon.tsx";

export interface SearchFieldProps {
  id: string;
  label: string;
  /** Sent with the form around it under this name. */
  name?: string;
  value?: string;
  /** The id of the list whose entries it hides as one types; see the script `page.js`. */
  filters?: string;
  /** Only filters: Enter does not send the form around it. */
  filterOnly?: boolean;
  autoFocus?: boolean;
}

/** One line to search with; its label is for screen readers, and stands in the empty field. */
export function SearchField(props: SearchFieldProps) {
  const { id, label, name, value, filters, filterOnly, autoFocus } = props;
  return (
    <div class="relative min-w-0 flex-1">
      <label for={id} class="sr-only">
        {label}
      </label>
      <span class="pointer-events-none absolute inset-y-0 left-3 flex items-center text-muted">
        <Icon of={Search} />
      </span>
      <input
        id={id}
        type="search"
        name={name}
        value={value}
        placeholder={label}
        autoComplete="off"
        autoFocus={autoFocus}
        data-filter={filters}
        data-filter-only={filterOnly ? "" : undefined}
        class="min-h-10 w-full rounded border border-line-strong bg-surface py-2 pr-3 pl-9 text-base text-body"
      />
    </div>
  );
}
