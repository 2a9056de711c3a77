/** The form with which members report a message or a person. */
import { describePerson } from "#core/people/known_people.ts";
import {
  type Reportable,
  reportable,
  reportMessage,
  reportPerson,
} from "#core/moderation/reports.ts";
import { notFound } from "#core/refusals.ts";
import { reportReasons } from "#wire/moderation.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { AreaField, SelectField } from "#ui/parts/field.tsx";
import { ErrorSummary, Form, FormActions } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { RadioField } from "#ui/parts/radio_field.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";
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

interface Shown {
  about: Reportable;
  action: string;
  back: string;
  /** Of a person: the groups in common, of which one is chosen. */
  groups: { id: string; name: string }[];
}

interface Answer {
  errors: FormErrors;
  status: 200 | RefusedStatus;
}

const fresh: Answer = { errors: {}, status: 200 };

async function messageOf(visit: SignedInVisit): Promise<Shown> {
  const key = { conversationId: pathId(visit), messageId: pathId(visit, "messageId") };
  const [group, message] = [key.conversationId, key.messageId].map(encodeURIComponent);
  return {
    about: await reportable(visit.context, key),
    action: `/conversations/${group}/messages/${message}/report`,
    back: `/chat/${group}`,
    groups: [],
  };
}

/** @throws {Refusal} not_found, for those with whom the actor is in no group */
async function personOf(visit: SignedInVisit, form: FormValues): Promise<Shown> {
  const { context } = visit;
  const userId = pathId(visit);
  const { groups } = await describePerson(context, userId);
  const shared = groups.filter(({ viewerIsIn }) => viewerIsIn === 1);
  const wanted = form.text("group") || (visit.c.req.query("group") ?? "");
  const group = shared.find(({ id }) => id === wanted) ?? shared[0];
  if (!group) throw notFound();
  const path = `/people/${encodeURIComponent(userId)}`;
  return {
    about: await reportable(context, { conversationId: group.id, userId }),
    action: `${path}/report`,
    back: path,
    groups: [group, ...shared.filter(({ id }) => id !== group.id)],
  };
}

export async function showMessageReport(visit: SignedInVisit): Promise<Response> {
  return showForm(visit, await messageOf(visit), { form: new FormValues(), ...fresh });
}

export async function showPersonReport(visit: SignedInVisit): Promise<Response> {
  const form = new FormValues();
  return showForm(visit, await personOf(visit, form), { form, ...fresh });
}

export async function submitMessageReport(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  const key = { conversationId: pathId(visit), messageId: pathId(visit, "messageId") };
  return submitForm(
    visit,
    async () => {
      await reportMessage(visit.context, key, reportIn(form));
      return thanked(visit);
    },
    async (errors, status) => showForm(visit, await messageOf(visit), { form, errors, status }),
  );
}

export async function submitPersonReport(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  const key = { conversationId: form.text("group"), userId: pathId(visit) };
  return submitForm(
    visit,
    async () => {
      await reportPerson(visit.context, key, reportIn(form));
      return thanked(visit);
    },
    async (errors, status) =>
      showForm(visit, await personOf(visit, form), { form, errors, status }),
  );
}

const reportIn = (form: FormValues) => ({ reason: form.text("reason"), words: form.text("words") });

function thanked(visit: SignedInVisit): Response {
  flash(visit, "success", visit.texts.moderation.sent);
  return visit.c.redirect("/answers", 303);
}

function showForm(
  visit: SignedInVisit,
  shown: Shown,
  { form, errors, status }: Answer & { form: FormValues },
): Response {
  const { texts } = visit;
  const person = shown.about.subjectName || texts.moderation.deletedUser;
  const title =
    shown.about.content === undefined
      ? format(texts.moderation.reportPerson, { person })
      : texts.moderation.reportMessage;
  return renderPage(visit, {
    title,
    section: "conversations",
    status,
    content: (
      <ReportForm
        {...shown}
        title={title}
        person={person}
        form={form}
        errors={errors}
        texts={texts}
      />
    ),
  });
}

interface ReportFormProps extends Shown {
  title: string;
  person: string;
  form: FormValues;
  errors: FormErrors;
  texts: Texts;
}

function ReportForm(props: ReportFormProps) {
  const { action, back, title, person, form, errors, texts } = props;
  const { moderation, common } = texts;
  return (
    <>
      <PageHeader title={title} lead={format(moderation.reportLead, { person })} />
      <ErrorSummary
        errors={errors}
        labels={{ reason: moderation.reportWhat, words: moderation.reportWords }}
        texts={common}
      />
      <Form action={action} asks isTyped={form.has("words")} class="max-w-2xl space-y-6">
        <Fields {...props} />
        <FormActions>
          <ButtonLink href={back} cancels>
            {common.cancel}
          </ButtonLink>
          <Button look="primary" data-working={moderation.working}>
            {moderation.send}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}

function Fields({ about, groups, person, form, errors, texts: { moderation } }: ReportFormProps) {
  return (
    <Card>
      {about.content !== undefined && (
        <figure class="space-y-1">
          <figcaption class="text-sm font-medium">
            {moderation.reportedText} · {person}
          </figcaption>
          <blockquote
            dir="auto"
            class="rounded border border-line bg-sunken p-3 wrap-anywhere whitespace-pre-wrap"
          >
            {about.content}
          </blockquote>
        </figure>
      )}
      {groups.length > 1 && (
        <SelectField
          name="group"
          label={moderation.reportWhere}
          value={groups[0]?.id}
          options={groups.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {groups.length === 1 && <input type="hidden" name="group" value={groups[0]?.id} />}
      <div id="reason" tabIndex={-1}>
        <RadioField
          name="reason"
          legend={moderation.reportWhat}
          value={form.text("reason")}
          options={reportReasons.map((one) => ({ value: one, label: moderation.reasons[one] }))}
        />
      </div>
      <AreaField
        name="words"
        label={moderation.reportWords}
        hint={moderation.reportWordsHint}
        value={form.text("words")}
        error={errors["words"]}
      />
    </Card>
  );
}
