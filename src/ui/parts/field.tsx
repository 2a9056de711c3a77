import type { ComponentChildren, JSX } from "preact";

const control =
  "w-full min-h-10.5 rounded border border-line-strong bg-field px-3 py-2 text-base text-body aria-invalid:border-danger";

interface FieldFrame {
  name: string;
  label: string;
  /** Helps before anything is typed, so it stands before the field. */
  hint?: string;
  error?: string;
}

export interface FieldProps extends FieldFrame {
  type?: "text" | "password" | "search" | "number" | "date" | "datetime-local";
  value?: string;
  autoComplete?: string;
  inputMode?: "text" | "email" | "numeric" | "search";
  placeholder?: string;
  autoCapitalize?: "none" | "characters";
  spellcheck?: boolean;
  required?: boolean;
  autoFocus?: boolean;
  minLength?: number;
  min?: number | string;
  max?: number;
  /** The moment that it shows in the reader's zone, which is also what the form then sends. UTC ISO text. */
  "data-moment"?: string;
  /** A button at the end of the field, which keeps its room free of text. */
  button?: ComponentChildren;
}

/**
 * A single-line field with its label, its hint and its error. It has no `maxlength`, because
 * browsers cut pasted text silently; instead the server says by how much a text is too long.
 */
export function Field({ name, label, hint, error, button, ...input }: FieldProps) {
  // Preact's type of an input is a union by `type`; ours are all single-line text.
  const attributes = input as JSX.IntrinsicElements["input"];
  return (
    <FieldBox name={name} label={label} hint={hint} error={error}>
      <div class="relative">
        <input
          id={name}
          name={name}
          class={button ? `${control} pr-12` : control}
          {...described({ name, hint, error })}
          {...attributes}
        />
        {button}
      </div>
    </FieldBox>
  );
}

/**
 * The address of an account. Not `type="email"`: browsers reject valid internationalised addresses
 * (RFC 6531) that people have, such as `jörg@uni.example`. The server says what is wrong.
 */
export function EmailField(props: Omit<FieldProps, "name" | "type" | "inputMode">) {
  return <Field {...props} {...emailInput} />;
}

const emailInput = {
  name: "email",
  inputMode: "email",
  autoCapitalize: "none",
  spellcheck: false,
} as const;

type AreaProps = FieldFrame & { value?: string; rows?: number };

export function AreaField({ name, label, hint, error, value, rows = 3 }: AreaProps) {
  return (
    <FieldBox name={name} label={label} hint={hint} error={error}>
      <textarea
        id={name}
        name={name}
        rows={rows}
        class={control}
        {...described({ name, hint, error })}
      >
        {value}
      </textarea>
    </FieldBox>
  );
}

type SelectProps = FieldFrame & { value?: string; options: { value: string; label: string }[] };

export function SelectField({ name, label, hint, error, value, options }: SelectProps) {
  return (
    <FieldBox name={name} label={label} hint={hint} error={error}>
      <select id={name} name={name} class={control} {...described({ name, hint, error })}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldBox>
  );
}

function FieldBox({
  name,
  label,
  hint,
  error,
  children,
}: FieldFrame & { children: ComponentChildren }) {
  return (
    <div class="space-y-1">
      <label for={name} class="block text-sm font-medium text-body">
        {label}
      </label>
      {hint && (
        <p id={`${name}-hint`} class="text-sm text-muted">
          {hint}
        </p>
      )}
      {children}
      {error && (
        <p id={`${name}-error`} class="text-sm font-medium text-danger-text">
          {error}
        </p>
      )}
    </div>
  );
}

function described({ name, hint, error }: Pick<FieldFrame, "name" | "hint" | "error">) {
  const ids = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
  return { "aria-describedby": ids || undefined, "aria-invalid": error ? true : undefined };
}
