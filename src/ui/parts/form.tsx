import type { ComponentChildren } from "preact";
import type { CommonTexts } from "../text/common.en.ts";
import { Callout } from "./callout.tsx";

/** By field; errors without a field are under `form`. */
type Errors = Record<string, string>;

export interface FormProps {
  action: string;
  /** Whether leaving the page with changes asks first: in forms that take effort. */
  asks?: boolean;
  /** Whether it was served with what someone typed, so that leaving asks even without a change. */
  isTyped?: boolean;
  class?: string;
  children: ComponentChildren;
}

/** A form that changes something. */
export function Form({ action, asks, isTyped, class: className = "", children }: FormProps) {
  return (
    <form
      method="post"
      action={action}
      data-asks={asks ? (isTyped ? "typed" : "") : undefined}
      class={className || "space-y-4"}
    >
      {children}
    </form>
  );
}

export interface ErrorSummaryProps {
  errors: Errors;
  /** The label of each field, by its name, which is also its id. */
  labels: Record<string, string>;
  texts: CommonTexts;
}

/**
 * What is wrong with a form, above it: the error of the whole, and links to the fields that have
 * errors of their own. With such links it takes the focus, so that they are read first.
 */
export function ErrorSummary({ errors, labels, texts }: ErrorSummaryProps) {
  // In the order in which they stand on the page.
  const fields = Object.keys(labels).filter((name) => errors[name] !== undefined);
  const others = Object.keys(errors).filter((name) => labels[name] === undefined);
  if (fields.length + others.length === 0) return null;
  return (
    <div role="alert" tabIndex={-1} autoFocus={fields.length > 0} data-errors class="rounded">
      <Callout kind="error">
        {others.map((name) => (
          <p key={name}>{errors[name]}</p>
        ))}
        {fields.length > 0 && (
          <p>
            {texts.checkFields}{" "}
            {fields.map((name, index) => (
              <>
                {index > 0 && ", "}
                <a href={`#${name}`} class="inline-block py-1 font-medium underline">
                  {labels[name]}
                </a>
              </>
            ))}
          </p>
        )}
      </Callout>
    </div>
  );
}

/**
 * The acts of a form: the main one last in the text, which is at the right end, and first on a
 * phone.
 */
export function FormActions({ children }: { children: ComponentChildren }) {
  return (
    <div class="flex flex-col-reverse gap-2 sm:flex-row sm:flex-wrap sm:justify-end">
      {children}
    </div>
  );
}

/** The acts of a long form, on wide screens always within reach. */
export function FormBar({ children }: { children: ComponentChildren }) {
  return (
    <div data-foot-bar class="border-t border-line bg-surface py-3 sm:sticky sm:bottom-(--bar)">
      <FormActions>{children}</FormActions>
    </div>
  );
}
