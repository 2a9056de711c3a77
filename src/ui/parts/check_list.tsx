export interface CheckListProps {
  name: string;
  legend: string;
  /** For a list that has a visible heading of its own. */
  isLegendHidden?: boolean;
  options: readonly { value: string; label: string; hint?: string }[];
  chosen: readonly string[];
  error?: string | undefined;
}

/** A list of people or things to tick, which scrolls if there are many. */
export function CheckList(props: CheckListProps) {
  const { name, legend, isLegendHidden, options, chosen, error } = props;
  const errorId = `${name}-error`;
  return (
    <fieldset class="space-y-1" aria-describedby={error ? errorId : undefined}>
      <legend class={isLegendHidden ? "sr-only" : "text-sm font-medium text-body"}>{legend}</legend>
      <ul
        id={name}
        class="max-h-112 divide-y divide-line overflow-y-auto rounded border border-line bg-raised"
      >
        {options.map(({ value, label, hint }) => (
          <li key={value}>
            <label class="flex min-h-11 cursor-pointer items-center gap-3 px-3 py-1 text-sm hover:bg-hover">
              <input
                type="checkbox"
                name={name}
                value={value}
                checked={chosen.includes(value)}
                class="size-5 shrink-0 accent-primary"
              />
              <span class="min-w-0 wrap-anywhere">
                <span dir="auto" class="font-medium text-body">
                  {label}
                </span>
                {hint && <span class="text-xs text-muted"> {hint}</span>}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {error && (
        <p id={errorId} class="text-sm font-medium text-danger-text">
          {error}
        </p>
      )}
    </fieldset>
  );
}
