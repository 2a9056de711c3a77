import type { MakingState } from "#core/maker/making_state.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Callout } from "#ui/parts/callout.tsx";
import { ErrorSummary, Form, FormActions } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { format, plural } from "#ui/text/format.ts";
import type { PreviewProps } from "./preview_props.ts";
import { listOf } from "./preview_words.ts";

/** Several groups at once, third step: what was created, and the way back. */
export function MadePage({
  making,
  back,
  view,
  path,
  errors,
  locale,
  texts,
}: PreviewProps & { making: MakingState; back: string }) {
  const { common, maker } = texts;
  const { all, kept, made, skipped, state, undoUntil } = making;
  const isAtWork = state === "applying" || state === "undoing";
  const whatNow = {
    previewed: "",
    applying: format(maker.making, { made, all }),
    applied: plural(locale, maker.made, made),
    undoing: maker.undoing,
    undone: maker.undone,
  };
  return (
    <>
      <PageHeader title={maker.madeTitle} lead={view.plan.set} />
      <ErrorSummary errors={errors} labels={{}} texts={common} />
      <Callout kind={isAtWork ? "info" : "success"}>
        <p role="status">{whatNow[state]}</p>
        {isAtWork && <progress max={all} value={made} class="h-2 w-40 accent-primary" />}
      </Callout>
      {skipped.length > 0 && <p>{format(maker.madeSkipped, { names: listOf(locale, skipped) })}</p>}
      {kept.length > 0 && <p>{format(maker.kept, { names: listOf(locale, kept) })}</p>}
      <Form action={path}>
        {undoUntil && <p class="text-sm text-muted">{maker.undoHint}</p>}
        <FormActions>
          {undoUntil && (
            <Button name="step" value="undo" data-working={maker.undoing}>
              {maker.undo}
            </Button>
          )}
          <ButtonLink href={back} look="primary">
            {maker.toGroups}
          </ButtonLink>
        </FormActions>
      </Form>
    </>
  );
}
