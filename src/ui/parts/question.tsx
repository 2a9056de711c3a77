import type { ComponentChildren } from "preact";
import type { CommonTexts } from "../text/common.en.ts";
import { Button, ButtonLink } from "./button.tsx";
import { PageHeader } from "./page_header.tsx";
import { Form, FormActions } from "./form.tsx";

export interface QuestionProps {
  title: string;
  /** What will happen, with its numbers. */
  children: ComponentChildren;
  action: string;
  fields?: Record<string, string>;
  /** Fields that occur several times. */
  several?: Record<string, readonly string[]>;
  /** The act, on its button. */
  confirm: string;
  /** The button's text while the act is under way. */
  working: string;
  isDangerous?: boolean;
  /** Another way to do it, which its button names by a field. */
  otherwise?: { name: string; value: string; label: string };
  /** Where Cancel leads. */
  cancelHref: string;
  texts: CommonTexts;
}

/**
 * A question before an act. It is a page of its own; the script `forms.js` shows it, with a heading
 * of its own, in the dialog of the page whose link with `data-ask` leads to it.
 */
export function Question(props: QuestionProps) {
  const { title, children, action, fields = {}, several = {}, confirm, cancelHref, texts } = props;
  const { otherwise, working } = props;
  return (
    <>
      <PageHeader title={title} />
      <section
        data-question
        class="max-w-lg space-y-4 rounded border border-line bg-raised p-4 sm:p-6"
      >
        <h2 hidden class="text-lg font-semibold wrap-anywhere text-body">
          {title}
        </h2>
        <div class="space-y-2 text-sm text-body">{children}</div>
        <Form action={action}>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {Object.entries(several).flatMap(([name, values]) =>
            values.map((value) => <input key={value} type="hidden" name={name} value={value} />),
          )}
          <FormActions>
            <ButtonLink href={cancelHref} closes>
              {texts.cancel}
            </ButtonLink>
            {otherwise && (
              <Button name={otherwise.name} value={otherwise.value} data-working={working}>
                {otherwise.label}
              </Button>
            )}
            <Button look={props.isDangerous ? "danger" : "primary"} data-working={working}>
              {confirm}
            </Button>
          </FormActions>
        </Form>
      </section>
    </>
  );
}
