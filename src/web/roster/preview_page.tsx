import type { Preview } from "#core/roster/draft.ts";
import { stampOf } from "#core/roster/roster.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Callout } from "#ui/parts/callout.tsx";
import { ErrorSummary, Form } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { plural, type Plural } from "#ui/text/format.ts";
import { ColumnsCard } from "./columns_card.tsx";
import { MakeGroups, MissingSection, TypoSection } from "./decisions.tsx";
import { ListCard, PartsNav } from "./parts_nav.tsx";
import type { PreviewProps } from "./preview_props.ts";
import { ChangeSections, UnusableSection } from "./preview_parts.tsx";

/** The second step: everything that the list will change, before it changes. */
export function PreviewPage(props: PreviewProps) {
  const { whole, preview, path, errors, locale, texts } = props;
  const { roster, common } = texts;
  const { plan } = preview;
  const from = `/courses/${encodeURIComponent(whole.course.id)}/roster?from=${whole.import.id}`;
  return (
    <>
      <PageHeader title={roster.previewTitle} lead={whole.course.name} />
      <ErrorSummary errors={errors} labels={{}} texts={common} />
      <Form action={path} class="space-y-6">
        <input type="hidden" name="seen" value={stampOf(preview)} />
        <div class="grid grid-cols-1 items-start gap-6 lg:grid-cols-[17rem_minmax(0,1fr)]">
          <div class="space-y-4 lg:sticky lg:top-4">
            <ListCard {...props} />
            <PartsNav {...props} />
          </div>
          <div class="min-w-0 space-y-8">
            {!hasPeople(preview) && (
              <Callout kind="warning">
                <p>{roster.noAddressColumn}</p>
              </Callout>
            )}
            <ColumnsCard {...props} isOpen={!hasPeople(preview)} />
            <MakeGroups {...props} />
            <TypoSection {...props} />
            <UnusableSection rows={plan.unusable} locale={locale} texts={texts}>
              <p>
                <ButtonLink href={from}>{roster.correctList}</ButtonLink>
              </p>
            </UnusableSection>
            <MissingSection {...props} />
            <ChangeSections changes={plan.changes} locale={locale} texts={texts} />
          </div>
        </div>
        <ApplyBar {...props} />
      </Form>
    </>
  );
}

const hasPeople = ({ columns }: Preview) =>
  columns.some(({ use }) => use === "address" || use === "number");

/** What will happen, and the act, always within reach. */
function ApplyBar({ preview, locale, texts: { roster } }: PreviewProps) {
  const { changes } = preview.plan;
  const count = (...kinds: string[]) => changes.filter(({ kind }) => kinds.includes(kind)).length;
  const parts: [Plural, number][] = [
    [roster.joining, count("new", "account")],
    [roster.moving, count("change")],
    [roster.leaving, count("leave")],
  ];
  const shown = parts.filter(([, number]) => number > 0);
  const total = shown.reduce((sum, [, number]) => sum + number, 0);
  const summary = shown.map(([forms, number]) => plural(locale, forms, number)).join(", ");
  return (
    <div
      data-foot-bar
      class="flex flex-wrap items-center gap-x-6 gap-y-3 border-t border-line bg-surface py-3 sm:sticky sm:bottom-(--bar)"
    >
      <div class="min-w-0 flex-1 basis-72">
        <p class="text-body">
          <strong class="font-semibold">{summary ? `${summary}.` : roster.nothingToDo}</strong>{" "}
          {roster.nothingYet}
        </p>
        <p class="text-sm text-muted">{roster.canUndo}</p>
      </div>
      <div class="flex w-full flex-col-reverse gap-2 sm:w-auto sm:flex-row sm:flex-wrap sm:justify-end">
        <Button name="step" value="cancel">
          {roster.cancel}
        </Button>
        <Button name="step" value="preview">
          {roster.update}
        </Button>
        {changes.length > 0 && (
          <Button look="primary" name="step" value="apply" data-working={roster.applying}>
            {plural(locale, roster.apply, total || changes.length)}
          </Button>
        )}
      </div>
    </div>
  );
}
