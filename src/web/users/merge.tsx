/** An admin lets one of a person's two accounts become part of the other. */
import { mergePeople, type MergePreview, previewMerge } from "#core/people/merge_accounts.ts";
import { getPerson, type Person } from "#core/people/people.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { Field } from "#ui/parts/field.tsx";
import { ErrorSummary, Form, FormActions } from "#ui/parts/form.tsx";
import { MailAddress } from "#ui/parts/mail_address.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Question } from "#ui/parts/question.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";
import { flashMerge } from "../account/merge.tsx";
import { type FormErrors, readForm, type RefusedStatus, submitForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";

interface Shown {
  into: string;
  errors: FormErrors;
  status?: RefusedStatus;
}

const pathOf = (id: string) => `/users/merge/${encodeURIComponent(id)}`;

export function askMerge(visit: SignedInVisit): Promise<Response> {
  return mergeForm(visit, { into: "", errors: {} });
}

/** With an address alone it asks; with the other account's id it begins. */
export async function doMergePeople(visit: SignedInVisit): Promise<Response> {
  const { c, context } = visit;
  const fromId = pathId(visit);
  const form = await readForm(visit);
  const [into, toId] = [form.text("into"), form.text("to")];
  return submitForm(
    visit,
    async () => {
      if (toId === "") return question(visit, await previewMerge(context, { fromId, into }));
      const { finished } = await mergePeople(context, { fromId, toId });
      await flashMerge(visit, finished);
      return c.redirect("/users", 303);
    },
    (errors, status) => mergeForm(visit, { into, errors, status }),
  );
}

async function mergeForm(visit: SignedInVisit, { into, errors, status }: Shown): Promise<Response> {
  const person = await getPerson(visit.context, pathId(visit));
  const { common, merge } = visit.texts;
  const handle = person.email || person.username;
  return renderPage(visit, {
    title: merge.title,
    section: "users",
    here: pathOf(person.id),
    status,
    content: (
      <>
        <PageHeader title={merge.title} lead={person.name} />
        <ErrorSummary errors={errors} labels={{ into: merge.into }} texts={common} />
        <div class="max-w-lg">
          <Card>
            <Form action={pathOf(person.id)}>
              <Field
                name="into"
                label={merge.into}
                hint={format(merge.intoHint, { name: person.name, handle })}
                value={into}
                error={errors["into"]}
                autoComplete="off"
                autoCapitalize="none"
                spellcheck={false}
                required
              />
              <FormActions>
                <ButtonLink href="/users" cancels>
                  {common.cancel}
                </ButtonLink>
                <Button look="primary">{merge.next}</Button>
              </FormActions>
            </Form>
          </Card>
        </div>
      </>
    ),
  });
}

function question(visit: SignedInVisit, { from, to, groups, written }: MergePreview): Response {
  const { locale, texts } = visit;
  const { merge } = texts;
  const title = format(merge.question, { from: from.name, to: to.name });
  const moved = [plural(locale, merge.groups, groups), plural(locale, merge.messages, written)];
  return renderPage(visit, {
    title,
    section: "users",
    here: pathOf(from.id),
    content: (
      <Question
        title={title}
        action={pathOf(from.id)}
        fields={{ to: to.id }}
        confirm={merge.confirm}
        working={merge.working}
        isDangerous
        cancelHref="/users"
        texts={texts.common}
      >
        <Side label={merge.goes} person={from} note={moved.join(", ")} texts={texts} />
        <Side label={merge.remains} person={to} texts={texts} />
        <p>{merge.moves}</p>
      </Question>
    ),
  });
}

function Side({
  label,
  person,
  note,
  texts,
}: {
  label: string;
  person: Person;
  note?: string;
  texts: Texts;
}) {
  return (
    <p>
      <span class="block text-xs text-muted">{label}</span>
      <span class="font-medium">{person.name}</span> ·{" "}
      <MailAddress of={person.email || person.username} /> · {texts.common.roles[person.role]}
      {note && <span class="block text-xs text-muted">{note}</span>}
    </p>
  );
}
