import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Callout } from "#ui/parts/callout.tsx";
import { ErrorSummary, Form } from "#ui/parts/form.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { SearchField } from "#ui/parts/search_field.tsx";
import { format, plural } from "#ui/text/format.ts";
import { PlannedGroups } from "./planned_groups.tsx";
import type { PreviewProps } from "./preview_props.ts";
import { contradictionsOf, faultsOf } from "./preview_words.ts";
import { RulesCard } from "./rules_card.tsx";
import { SwapBar } from "./swap_bar.tsx";

/** Several groups at once, second step: who goes where. Exactly these groups are created. */
export function PreviewPage(props: PreviewProps) {
  const { view, path, errors, texts } = props;
  const { common, maker } = texts;
  return (
    <>
      <PageHeader title={maker.previewTitle} lead={maker.previewLead}>
        <ButtonLink href={`${path}/edit`}>{maker.change}</ButtonLink>
        {view.groups.length > 0 && <Shuffle {...props} />}
      </PageHeader>
      <ErrorSummary errors={errors} labels={{}} texts={common} />
      {view.groups.length === 0 ? <NotYet {...props} /> : <Divided {...props} />}
    </>
  );
}

function Shuffle({ view, path, texts: { maker } }: PreviewProps) {
  return (
    <form method="post" action={path}>
      <input type="hidden" name="version" value={view.version} />
      <Button name="step" value="shuffle" data-working={maker.previewing}>
        <Icon of="RefreshCw" class="size-4 max-sm:hidden" />
        {maker.shuffle}
      </Button>
    </form>
  );
}

/** While people are being divided, and when that has failed. */
function NotYet({ view, path, texts: { maker } }: PreviewProps) {
  if (view.isDividing) {
    return (
      <div role="status" class="max-w-md space-y-2 text-body">
        <label for="share">{maker.dividing}</label>
        <progress id="share" max={1} value={view.share} class="block h-2 w-full accent-primary" />
      </div>
    );
  }
  return (
    <Form action={path}>
      <Callout kind="warning">
        <p class="min-w-0 flex-1 basis-72">{maker.interrupted}</p>
        <Button name="step" value="shuffle" data-working={maker.previewing}>
          {maker.divideAgain}
        </Button>
      </Callout>
    </Form>
  );
}

function Divided(props: PreviewProps) {
  const { view, path, texts } = props;
  return (
    <div class="grid grid-cols-1 items-start gap-6 lg:grid-cols-[17rem_minmax(0,1fr)]">
      <div class="lg:sticky lg:top-4">
        <RulesCard {...props} />
      </div>
      <div class="min-w-0 space-y-4">
        <NotMet {...props} />
        <Since {...props} />
        <div data-script-only hidden class="flex sm:max-w-xs">
          <SearchField id="find-planned" label={texts.maker.find} filters="planned" filterOnly />
        </div>
        <Form action={path} class="space-y-4">
          <input type="hidden" name="version" value={view.version} />
          <PlannedGroups {...props} />
          <p data-filter-none hidden class="text-muted">
            {texts.maker.nobodyFound}
          </p>
          <SwapBar {...props} />
          <CreateBar {...props} />
        </Form>
      </div>
    </div>
  );
}

/** More would be a page of its own. */
const shownMost = 12;

function NotMet(props: PreviewProps) {
  const { locale, texts } = props;
  const { maker } = texts;
  const faults = faultsOf(props);
  const contradictions = contradictionsOf(props);
  if (faults.length + contradictions.length === 0) return null;
  const rest = faults.length - shownMost;
  return (
    <Callout kind="warning">
      <div class="min-w-0 space-y-2 wrap-anywhere">
        {contradictions.length > 0 && (
          <>
            <h2 class="font-semibold">{maker.contradict}</h2>
            <ul class="list-disc pl-5">
              {contradictions.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </>
        )}
        {faults.length > 0 && (
          <>
            <h2 class="font-semibold">{plural(locale, maker.notMet, faults.length)}</h2>
            <ul class="list-disc pl-5">
              {faults.slice(0, shownMost).map(({ text, person }) => (
                <li key={text}>
                  {person ? (
                    <a href={`#p-${person}`} class="underline underline-offset-2">
                      {text}
                    </a>
                  ) : (
                    text
                  )}
                </li>
              ))}
              {rest > 0 && <li>{plural(locale, maker.more, rest)}</li>}
            </ul>
          </>
        )}
      </div>
    </Callout>
  );
}

/** What has changed in the course since people were divided, and names that are taken. */
function Since({ view, path, locale, texts: { maker } }: PreviewProps) {
  const { added, gone, taken, freeFrom, version } = view;
  return (
    <>
      {(added > 0 || gone > 0) && (
        <Callout kind="info">
          {gone > 0 && <p>{plural(locale, maker.gone, gone)}</p>}
          {added > 0 && <p>{plural(locale, maker.added, added)}</p>}
        </Callout>
      )}
      {taken > 0 && (
        <Callout kind="warning">
          <p class="min-w-0 flex-1 basis-72">{plural(locale, maker.taken, taken)}</p>
          {freeFrom !== undefined && (
            <form method="post" action={path}>
              <input type="hidden" name="version" value={version} />
              <Button name="step" value={`from ${freeFrom}`}>
                {format(maker.numberFrom, { number: freeFrom })}
              </Button>
            </form>
          )}
        </Callout>
      )}
    </>
  );
}

/** What will happen, and the act, always within reach. */
function CreateBar({ view, locale, texts: { maker } }: PreviewProps) {
  const { groups, report } = view;
  const people = groups.reduce((sum, group) => sum + group.people.length, 0);
  const summary = [
    plural(locale, maker.groupCount, groups.length),
    plural(locale, maker.peopleCount, people),
    report.faults > 0 ? plural(locale, maker.faults, report.faults) : maker.noFaults,
  ];
  return (
    <div
      data-foot-bar
      class="flex flex-wrap items-center gap-x-6 gap-y-3 border-t border-line bg-surface py-3 sm:sticky sm:bottom-(--bar)"
    >
      <div class="min-w-0 flex-1 basis-72">
        <p class="font-semibold text-body">{summary.join(", ")}.</p>
        <p class="text-sm text-muted">{maker.canDelete}</p>
      </div>
      <div class="flex w-full flex-col-reverse gap-2 sm:w-auto sm:flex-row">
        <Button name="step" value="discard">
          {maker.cancel}
        </Button>
        <Button look="primary" name="step" value="create" data-working={maker.creating}>
          {plural(locale, maker.create, groups.length)}
        </Button>
      </div>
    </div>
  );
}
