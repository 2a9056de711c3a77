import { caseDecisions, type CaseDecision, caseOutcomes } from "#wire/moderation.ts";
import { Button } from "#ui/parts/button.tsx";
import { Callout } from "#ui/parts/callout.tsx";
import { AreaField, Field, SelectField } from "#ui/parts/field.tsx";
import { ErrorSummary } from "#ui/parts/form.tsx";
import { Time } from "#ui/parts/time.tsx";
import { format } from "#ui/text/format.ts";
import type { CasePageProps } from "./case_page.tsx";
import { muteSpans } from "./mute_spans.ts";
import { casePath, decisionWords, outcomeWords, subjectName } from "./words.ts";

/** What is decided, or was. */
export function DecisionPane(props: CasePageProps) {
  const { whole, texts } = props;
  const { moderation } = texts;
  const { state, appealText } = whole.case;
  const mayDecide = state === "open" || (state === "appealed" && !whole.decidedSelf);
  return (
    <section aria-labelledby="decision" class="min-w-0 space-y-4">
      <h2 id="decision" class="text-title font-semibold text-body">
        {state === "appealed" ? moderation.appealDecision : moderation.decisionTitle}
      </h2>
      {state !== "open" && <Decided {...props} />}
      {appealText !== null && <Quoted title={moderation.appealTitle} text={appealText} />}
      {state === "closed" && <Outcome {...props} />}
      {state === "appealed" && whole.decidedSelf && (
        <p class="text-sm text-muted">
          {whole.others > 0 ? moderation.notYours : moderation.nobodyElse}
        </p>
      )}
      {mayDecide && (whole.viewer ? <Taken {...props} /> : <DecisionForm {...props} />)}
    </section>
  );
}

function Quoted({ title, text }: { title: string; text: string }) {
  return (
    <div class="space-y-1">
      <h3 class="text-sm font-medium">{title}</h3>
      <p
        dir="auto"
        class="rounded border border-line bg-sunken p-3 text-sm wrap-anywhere whitespace-pre-wrap"
      >
        {text}
      </p>
    </div>
  );
}

function Decided({ whole, locale, texts }: CasePageProps) {
  const { moderation } = texts;
  const one = whole.case;
  const { decision, decisionText, decidedAt } = one;
  if (decision === null) return null;
  return (
    <>
      <p class="text-sm">
        {decisionWords(one, texts)}
        {decidedAt && (
          <>
            {" · "}
            <Time iso={decidedAt} locale={locale} look="recent" class="text-muted" />
          </>
        )}
      </p>
      {one.muteUntil !== null && (
        <p class="text-sm">
          {texts.mutes.untilLabel} <Time iso={one.muteUntil} locale={locale} />
        </p>
      )}
      {decision !== "nothing" && (
        <Quoted
          title={format(moderation.sentAs, { person: subjectName(one, texts) })}
          text={decisionText ?? moderation.usual[decision]}
        />
      )}
    </>
  );
}

function Outcome({ whole, texts }: CasePageProps) {
  const { moderation, common } = texts;
  const { decision, outcome, outcomeText, outcomeName } = whole.case;
  if (outcome === null) return null;
  const title = format(moderation.decidedBy, {
    decision: moderation.outcomes[outcome],
    name: outcomeName || common.deletedUser,
  });
  return <Quoted title={title} text={outcomeText ?? outcomeWords(decision, outcome, texts)} />;
}

/** Someone else looks at it. */
function Taken({ whole, texts: { moderation } }: CasePageProps) {
  const name = whole.viewer?.name ?? "";
  return (
    <form method="post" action={`${casePath(whole.case.id)}/take`} class="space-y-3">
      <Callout kind="info">
        <p>
          {format(moderation.takenBy, { name })} {moderation.takenText}
        </p>
      </Callout>
      <Button>{moderation.takeOver}</Button>
    </form>
  );
}

function DecisionForm(props: CasePageProps) {
  const { whole, typed, errors, texts } = props;
  const { moderation, common } = texts;
  const one = whole.case;
  const person = subjectName(one, texts);
  const isAppeal = one.state === "appealed";
  const options = isAppeal ? outcomeOptions(props) : decisionOptions(props);
  return (
    <div class="space-y-4">
      <ErrorSummary
        errors={errors}
        labels={{
          from: texts.removing.redactFrom,
          text: format(moderation.messageTo, { person }),
        }}
        texts={common}
      />
      <form
        method="post"
        action={`${casePath(one.id)}/${isAppeal ? "appeal" : "decide"}`}
        data-asks={typed.text ? "typed" : ""}
        class="space-y-4"
      >
        <input type="hidden" name="version" value={one.version} />
        <fieldset class="space-y-2">
          <legend class="sr-only">{moderation.decisionTitle}</legend>
          {options.map(({ value, label, hint }) => (
            <Option key={value} chosen={typed.decision === value} {...{ value, label, hint }} />
          ))}
        </fieldset>
        {!isAppeal && <PartToHide {...props} />}
        {!isAppeal && <Reason {...props} />}
        {!isAppeal && whole.subjectIsMember && (
          <SelectField
            name="mute"
            label={texts.mutes.also}
            value={typed.mute}
            options={[
              { value: "", label: texts.mutes.noMute },
              ...muteSpans.map((span) => ({ value: span, label: texts.mutes.spans[span] })),
            ]}
          />
        )}
        <AreaField
          name="text"
          label={format(moderation.messageTo, { person })}
          hint={format(moderation.messageHint, { person })}
          value={typed.text}
          error={errors["text"]}
          rows={4}
        />
        <ul class="space-y-1 text-xs text-muted">
          {options.flatMap(({ value, label, usual }) =>
            usual ? [<li key={value}>{`${label}: “${usual}”`}</li>] : [],
          )}
        </ul>
        {!isAppeal && (
          <p class="text-xs text-muted">{format(moderation.decisionNote, { person })}</p>
        )}
        <Button look="primary" data-working={moderation.working}>
          {moderation.decide}
        </Button>
      </form>
      <form method="post" action={`${casePath(one.id)}/leave`}>
        <Button look="quiet">{moderation.leave}</Button>
      </form>
    </div>
  );
}

/** Where the span is chosen, as soon as that is the decision. A script fills in what is selected. */
function PartToHide({ whole: { message }, typed, errors, texts }: CasePageProps) {
  if (message?.removedAt !== null) return null;
  const { moderation, removing } = texts;
  const { content, revision } = message;
  const number = { type: "number", inputMode: "numeric", min: 1, max: content.length } as const;
  return (
    <div data-part class="space-y-2 rounded border border-line p-3">
      <input type="hidden" name="revision" value={revision} />
      <label for="part-to-hide" class="block text-sm font-medium text-body">
        {moderation.spanText}
      </label>
      <textarea
        id="part-to-hide"
        data-span
        aria-readonly="true"
        aria-describedby="part-hint"
        spellcheck={false}
        dir="auto"
        rows={Math.min(8, content.split("\n").length + 1)}
        class="w-full rounded border border-line-strong bg-sunken px-3 py-2 text-base text-body"
      >
        {content}
      </textarea>
      <p id="part-hint" class="text-xs text-muted">
        {moderation.spanHint}
      </p>
      <div class="grid gap-3 sm:grid-cols-2">
        <Field
          name="from"
          label={removing.redactFrom}
          value={typed.from}
          error={errors["from"]}
          {...number}
        />
        <Field name="to" label={removing.redactTo} value={typed.to} {...number} />
      </div>
    </div>
  );
}

/** One of the reasons that the course offers. */
function Reason({ whole, reasons, typed, texts: { moderation }, texts }: CasePageProps) {
  if (reasons.length === 0) return null;
  return (
    <SelectField
      name="template"
      label={moderation.template}
      hint={format(moderation.templateHint, { person: subjectName(whole.case, texts) })}
      value={typed.template}
      options={[
        { value: "", label: moderation.noTemplate },
        ...reasons.map((value) => ({ value, label: value })),
      ]}
    />
  );
}

interface OptionProps {
  value: string;
  label: string;
  hint: string;
}

function Option({ value, label, hint, chosen }: OptionProps & { chosen: boolean }) {
  return (
    <label class="flex cursor-pointer items-start gap-3 rounded px-3 py-2 hover:bg-hover">
      <input
        type="radio"
        name="decision"
        value={value}
        checked={chosen}
        required
        class="size-5 shrink-0"
      />
      <span>
        <span class="block text-sm text-body">{label}</span>
        <span class="block text-xs text-muted">{hint}</span>
      </span>
    </label>
  );
}

type Offered = OptionProps & { usual?: string };

function decisionOptions({ whole, texts: { moderation } }: CasePageProps): Offered[] {
  const isOffered: Record<CaseDecision, boolean> = {
    nothing: true,
    warn: true,
    redact: whole.message?.removedAt === null,
    remove: whole.message?.removedAt === null,
    end_pass: whole.case.subjectIsGuest === 1,
  };
  return caseDecisions
    .filter((one) => isOffered[one])
    .map((one) => ({
      value: one,
      label: moderation.decisions[one],
      hint: moderation.decisionHints[one],
      ...(one !== "nothing" && { usual: moderation.usual[one] }),
    }));
}

function outcomeOptions({ whole, texts }: CasePageProps): Offered[] {
  const { moderation } = texts;
  const person = subjectName(whole.case, texts);
  return caseOutcomes.map((one) => ({
    value: one,
    label: moderation.outcomes[one],
    hint: format(moderation.outcomeHints[one], { person }),
    usual: outcomeWords(whole.case.decision, one, texts),
  }));
}
