/** What someone has reported, and what was decided about them. */
import {
  appeal,
  openAnswers,
  type OwnDecision,
  type OwnAnswers,
  type OwnReport,
} from "#core/moderation/answers.ts";
import { Badge } from "#ui/parts/badge.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { AreaField } from "#ui/parts/field.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import { type FormErrors, readForm, type RefusedStatus, submitForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { groupNameOf, outcomeWords, subjectName } from "./words.ts";

interface Typed {
  /** The decision against which it is. */
  id: string;
  words: string;
  errors: FormErrors;
}

export async function showAnswers(visit: SignedInVisit): Promise<Response> {
  return renderAnswers(visit, { id: "", words: "", errors: {} }, 200);
}

async function renderAnswers(
  visit: SignedInVisit,
  typed: Typed,
  status: 200 | RefusedStatus,
): Promise<Response> {
  const { actor, context, locale, texts } = visit;
  const answers = await openAnswers(context);
  // They are seen now.
  const attention = actor.attention && { ...actor.attention, answers: 0 };
  return renderPage(
    { ...visit, actor: { ...actor, attention } },
    {
      title: texts.moderation.answersTitle,
      section: "answers",
      live: true,
      status,
      here: "/answers",
      content: <AnswersPage answers={answers} typed={typed} locale={locale} texts={texts} />,
    },
  );
}

export async function submitAppeal(visit: SignedInVisit): Promise<Response> {
  const id = pathId(visit, "caseId");
  const words = (await readForm(visit)).text(fieldOf(id));
  return submitForm(
    visit,
    async () => {
      await appeal(visit.context, id, words);
      flash(visit, "success", visit.texts.moderation.appealed);
      return visit.c.redirect("/answers", 303);
    },
    (errors, status) => renderAnswers(visit, { id, words, errors }, status),
  );
}

/** Each decision has a form of its own. */
const fieldOf = (id: string) => `words-${id}`;

interface AnswersProps {
  answers: OwnAnswers;
  typed: Typed;
  locale: Locale;
  texts: Texts;
}

function AnswersPage({ answers, ...rest }: AnswersProps) {
  const { moderation } = rest.texts;
  const { decisions, reports } = answers;
  return (
    <>
      <PageHeader title={moderation.answersTitle} lead={moderation.answersLead} />
      {decisions.length + reports.length === 0 && (
        <EmptyState title={moderation.answersNone} text={moderation.answersNoneText} />
      )}
      <div class="max-w-2xl space-y-6">
        {decisions.length > 0 && (
          <section aria-labelledby="about-you" class="space-y-3">
            <h2 id="about-you" class="text-lg font-semibold text-body">
              {moderation.aboutYou}
            </h2>
            {decisions.map((decision) => (
              <Decision key={decision.id} of={decision} {...rest} />
            ))}
          </section>
        )}
        {reports.length > 0 && (
          <section aria-labelledby="own-reports" class="space-y-3">
            <h2 id="own-reports" class="text-lg font-semibold text-body">
              {moderation.yourReports}
            </h2>
            <ul class="divide-y divide-line rounded border border-line">
              {reports.map((report) => (
                <Report key={report.caseId} report={report} {...rest} />
              ))}
            </ul>
          </section>
        )}
      </div>
    </>
  );
}

function Decision({
  of,
  typed,
  locale,
  texts,
}: Omit<AnswersProps, "answers"> & { of: OwnDecision }) {
  const { moderation } = texts;
  if (of.decision === null) return null;
  const where = of.messageId === null ? moderation.aboutPerson : moderation.aboutMessage;
  return (
    <Card>
      <div class="space-y-1">
        <h3 class="flex flex-wrap items-center gap-2 font-semibold text-body">
          {moderation.toYou[of.decision]}
          {of.unseen === 1 && <Badge look="danger">{moderation.isNew}</Badge>}
        </h3>
        <p class="text-sm text-muted">
          {format(where, { group: groupNameOf(of, texts) })} · {moderation.reasons[of.reason]} ·{" "}
          {format(moderation.by, { name: of.decidedName || texts.common.deletedUser })}
          {of.decidedAt && (
            <>
              {" · "}
              <Time iso={of.decidedAt} locale={locale} look="recent" />
            </>
          )}
        </p>
      </div>
      {of.content && <Quote text={of.content} />}
      <p dir="auto" class="wrap-anywhere whitespace-pre-wrap">
        {of.decisionText ?? moderation.usual[of.decision]}
      </p>
      {of.muteUntil !== null && of.outcome !== "lifted" && (
        <p class="text-sm">
          {texts.mutes.toYou} <Time iso={of.muteUntil} locale={locale} />
        </p>
      )}
      {of.appealText !== null && (
        <div class="space-y-1">
          <p class="text-sm font-medium">{moderation.yourAppeal}</p>
          <Quote text={of.appealText} />
        </div>
      )}
      <AppealState of={of} typed={typed} locale={locale} texts={texts} />
    </Card>
  );
}

function Quote({ text }: { text: string }) {
  return (
    <blockquote
      dir="auto"
      class="rounded border border-line bg-sunken p-3 text-sm wrap-anywhere whitespace-pre-wrap"
    >
      {text}
    </blockquote>
  );
}

function AppealState({ of, typed, texts }: Omit<AnswersProps, "answers"> & { of: OwnDecision }) {
  const { moderation, common } = texts;
  const { id, state, outcome, outcomeText, outcomeName } = of;
  if (outcome !== null) {
    const name = outcomeName || common.deletedUser;
    return (
      <div class="space-y-1">
        <p class="font-medium">
          {format(moderation.decidedBy, { decision: moderation.outcomes[outcome], name })}
        </p>
        <p dir="auto" class="wrap-anywhere whitespace-pre-wrap">
          {outcomeText ?? outcomeWords(of.decision, outcome, texts)}
        </p>
      </div>
    );
  }
  if (state === "appealed") {
    return (
      <p class="text-sm text-muted">
        {of.hasOther ? moderation.appealWaits : moderation.nobodyElse}
      </p>
    );
  }
  const errors = typed.id === id ? typed.errors : {};
  return (
    <form
      method="post"
      action={`/answers/${encodeURIComponent(id)}/appeal`}
      data-asks={typed.id === id ? "typed" : ""}
      class="space-y-3"
    >
      <p class="text-sm text-muted">
        {of.hasOther ? moderation.appealLead : moderation.appealAdmin}
      </p>
      <AreaField
        name={fieldOf(id)}
        label={moderation.appealWords}
        value={typed.id === id ? typed.words : ""}
        error={errors["words"] ?? errors["form"]}
      />
      <Button data-working={moderation.working}>{moderation.sendAppeal}</Button>
    </form>
  );
}

function Report({ report, locale, texts }: Omit<AnswersProps, "answers"> & { report: OwnReport }) {
  const { moderation } = texts;
  const { reason, createdAt, decidedAt, unseen } = report;
  return (
    <li class="space-y-1 px-3 py-2 text-sm">
      <p class="flex flex-wrap items-center gap-2">
        <span dir="auto" class="font-medium wrap-anywhere text-body">
          {format(moderation.reportOf, {
            reason: moderation.reasons[reason],
            person: subjectName(report, texts),
            group: groupNameOf(report, texts),
          })}
        </span>
        {unseen === 1 && <Badge look="danger">{moderation.isNew}</Badge>}
      </p>
      <p class="text-muted">
        <Time iso={createdAt} locale={locale} look="recent" /> ·{" "}
        {decidedAt === null ? (
          moderation.waiting
        ) : (
          <>
            {moderation.checked} · <Time iso={decidedAt} locale={locale} look="recent" />
          </>
        )}
      </p>
    </li>
  );
}
