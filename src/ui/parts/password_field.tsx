import { Field, type FieldProps } from "./field.tsx";
import { Icon } from "./icon.tsx";

export interface PasswordFieldProps extends Omit<FieldProps, "type" | "value"> {
  showLabel: string;
}

/**
 * A password field; with scripts, the button below it shows what was typed. Its room is kept until
 * they have loaded, so that the form's own button does not move while someone is about to press it.
 */
export function PasswordField({ showLabel, ...field }: PasswordFieldProps) {
  return (
    <div class="space-y-2">
      <Field {...field} type="password" />
      <button
        type="button"
        data-script-only
        data-show-password={field.name}
        aria-pressed="false"
        class="invisible inline-flex min-h-10 cursor-pointer items-center gap-2 rounded px-1 text-sm text-muted hover:text-body aria-pressed:text-primary-text noscript:hidden"
      >
        <Icon of="Eye" />
        {showLabel}
      </button>
    </div>
  );
}
