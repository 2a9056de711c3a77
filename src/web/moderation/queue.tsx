/** The queue of cases, and a case in it. */
import {
  type CaseList,
  caseLists,
  leaveCase,
  listCases,
  lookAtCase,
  readCase,
  type StoredCase,
} from "#core/moderation/cases.ts";
import { templatesFor } from "#core/courses/templates.ts";
import type { DecidedSpan } from "#core/moderation/carry_out.ts";
import { decide, decideAppeal } from "#core/moderation/decide.ts";
import { textIn } from "#ui/removing/template_text.ts";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { flash } from "../http/flash.ts";
import {
  type FormErrors,
  FormValues,
  readForm,
  type RefusedStatus,
  submitForm,
} from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { CaseQueueList } from "./case_list.tsx";
import { CaseContent } from "./case_page.tsx";
import { DecisionPane } from "./decision.tsx";
import { spanEnd } from "./mute_spans.ts";
import { casePath } from "./words.ts";

const beside = "grid grid-cols-1 items-start gap-6 lg:grid-cols-[17rem_minmax(0,1fr)]";

interface Wanted {
  list: CaseList;
  courseId: string;
  page: number;
}

/** What is nothing of these is ignored. */
function wantedOf({ c }: SignedInVisit): Wanted {
  const { list = "", course = "", page = "1" } = c.req.query();
  return {
    list: caseLists.find((one) => one === list) ?? "open",
    courseId: course,
    page: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1,
  };
}

export async function showQueue(visit: SignedInVisit): Promise<Response> {
  const { actor, context, locale, texts } = visit;
  const wanted = wantedOf(visit);
  const queue = await listCases(context, wanted);
  const { moderation } = texts;
  return renderPage(visit, {
    title: moderation.title,
    section: "moderation",
    live: true,
    content: (
      <>
        <PageHeader title={moderation.title} />
        <div class={beside}>
          <CaseQueueList
            queue={queue}
            {...wanted}
            readerId={actor.id}
            locale={locale}
            texts={texts}
          />
          <div class="max-lg:hidden">
            <EmptyState title={moderation.chooseTitle} text={moderation.chooseText} />
          </div>
        </div>
      </>
    ),
  });
}

/** The reader who opens a case keeps it for a while, so that nobody decides beside them. */
export async function showCase(visit: SignedInVisit): Promise<Response> {
  const id = pathId(visit, "caseId");
  await lookAtCase(visit.context, id);
  return renderCase(visit, new FormValues(), { errors: {}, status: 200 });
}

async function renderCase(
  visit: SignedInVisit,
  form: FormValues,
  { errors, status }: { errors: FormErrors; status: 200 | RefusedStatus },
): Promise<Response> {
  const { actor, context, locale, texts } = visit;
  const id = pathId(visit, "caseId");
  const whole = await readCase(context, id);
  const wanted = wantedOf(visit);
  const queue = await listCases(context, wanted);
  const { moderation } = texts;
  const shared = {
    queue,
    ...wanted,
    whole,
    typed: {
      decision: form.text("decision"),
      mute: form.text("mute"),
      text: form.text("text"),
      template: form.text("template"),
      from: form.text("from"),
      to: form.text("to"),
    },
    reasons: await reasonsFor(visit, whole.case),
    errors,
    readerId: actor.id,
    locale,
    texts,
  };
  return renderPage(visit, {
    title: moderation.title,
    section: "moderation",
    live: true,
    status,
    scripts: ["message.js"],
    here: casePath(id),
    content: (
      <>
        <PageHeader title={moderation.title} />
        <p class="text-sm lg:hidden">
          <a href="/moderation" class="text-primary-text underline underline-offset-2">
            {moderation.backToList}
          </a>
        </p>
        <div class={beside}>
          <div class="max-lg:hidden">
            <CaseQueueList {...shared} currentId={id} />
          </div>
          <div class="grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
            <CaseContent {...shared} />
            <DecisionPane {...shared} />
          </div>
        </div>
      </>
    ),
  });
}

/** The reasons that the course offers, in the reader's language. */
async function reasonsFor(
  { context, locale }: SignedInVisit,
  { conversationId, groupName, state }: StoredCase,
): Promise<string[]> {
  if (groupName === null || state !== "open") return [];
  return (await templatesFor(context, conversationId)).map((one) => textIn(one, locale));
}

export function submitDecision(visit: SignedInVisit): Promise<Response> {
  return submit(visit, (id, form) =>
    decide(visit.context, id, {
      decision: form.text("decision"),
      version: Number(form.text("version")),
      text: form.text("text"),
      reason: form.text("template"),
      span: spanIn(form),
      muteUntil: spanEnd(form.text("mute"), visit.services.clock.now()),
    }),
  );
}

/** People count from 1, and name the last character that is to go. */
function spanIn(form: FormValues): DecidedSpan {
  const [from = 0, end = 0, revision] = ["from", "to", "revision"].map((name) => {
    const typed = form.text(name).trim();
    return /^\d{1,6}$/.test(typed) ? Number(typed) : undefined;
  });
  return { start: from - 1, end, revision };
}

export function submitAppealDecision(visit: SignedInVisit): Promise<Response> {
  return submit(visit, (id, form) =>
    decideAppeal(visit.context, id, {
      outcome: form.text("decision"),
      version: Number(form.text("version")),
      text: form.text("text"),
    }),
  );
}

async function submit(
  visit: SignedInVisit,
  act: (id: string, form: FormValues) => Promise<void>,
): Promise<Response> {
  const id = pathId(visit, "caseId");
  const form = await readForm(visit);
  return submitForm(
    visit,
    async () => {
      await act(id, form);
      flash(visit, "success", visit.texts.moderation.decided);
      return visit.c.redirect(casePath(id), 303);
    },
    ({ start, span, ...others }, status) => {
      // As the field is called.
      const from = start ?? span;
      return renderCase(visit, form, { errors: { ...others, ...(from && { from }) }, status });
    },
  );
}

export async function submitTaking(visit: SignedInVisit): Promise<Response> {
  const id = pathId(visit, "caseId");
  await lookAtCase(visit.context, id, { takesOver: true });
  return visit.c.redirect(casePath(id), 303);
}

export async function submitLeaving(visit: SignedInVisit): Promise<Response> {
  await leaveCase(visit.context, pathId(visit, "caseId"));
  return visit.c.redirect("/moderation", 303);
}
