import { Field, type FieldProps } from "./field.tsx";
import { Icon } from "./icon.tsx";

export interface PasswordFieldProps extends Omit<FieldProps, "type" | "value" | "button"> {
  showLabel: string;
}

/** A password field; with scripts, the button at its end shows what was typed. */
export function PasswordField({ showLabel, ...field }: PasswordFieldProps) {
  return (
    <Field
      {...field}
      type="password"
      button={
        <button
          type="button"
          title={showLabel}
          data-script-only
          data-show-password={field.name}
          aria-pressed="false"
          class="group invisible absolute inset-y-0 right-0 flex w-11 cursor-pointer items-center justify-center rounded text-muted hover:text-body focus-visible:-outline-offset-4 aria-pressed:text-primary-text noscript:hidden"
        >
          <Icon of="Eye" class="size-5 group-aria-pressed:hidden" />
          <Icon of="EyeOff" class="hidden size-5 group-aria-pressed:block" />
          <span class="sr-only">{showLabel}</span>
        </button>
      }
    />
  );
}
