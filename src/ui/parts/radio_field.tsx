export interface RadioFieldProps {
  name: string;
  legend: string;
  value: string;
  options: { value: string; label: string }[];
}

/** A choice of a few options, all visible. */
export function RadioField({ name, legend, value, options }: RadioFieldProps) {
  return (
    <fieldset>
      <legend class="text-sm font-medium text-body">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          class="flex min-h-10 cursor-pointer items-center gap-3 py-1 text-body"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            class="size-5 shrink-0"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
