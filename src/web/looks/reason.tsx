/** The page that asks staff why they look into a group, where the course wants to know. */
import { beginLook } from "#core/audit/looks.ts";
import { getGroup } from "#core/groups/groups.ts";
import { Refusal } from "#core/refusals.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { Field } from "#ui/parts/field.tsx";
import { ErrorSummary, Form, FormActions } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { format } from "#ui/text/format.ts";
import { type FormErrors, readForm, type RefusedStatus, submitForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";

/** Whether a request was refused only because its sender has not said why they look in. */
export function asksForReason(error: unknown): boolean {
  return error instanceof Refusal && error.reason === "look_reason_first";
}

export function showReason(visit: SignedInVisit): Promise<Response> {
  return show(visit, { reason: "", errors: {}, status: 200 });
}

export async function submitReason(visit: SignedInVisit): Promise<Response> {
  const conversationId = pathId(visit);
  const reason = (await readForm(visit)).text("reason");
  return submitForm(
    visit,
    async () => {
      await beginLook(visit.context, { conversationId, reason });
      return visit.c.redirect(`/chat/${encodeURIComponent(conversationId)}`, 303);
    },
    (errors, status) => show(visit, { reason, errors, status }),
  );
}

interface Asked {
  reason: string;
  errors: FormErrors;
  status: 200 | RefusedStatus;
}

/** Members are not asked: they go to the chat. @throws {Refusal} not_found */
async function show(visit: SignedInVisit, { reason, errors, status }: Asked): Promise<Response> {
  const { c, context, texts } = visit;
  const { id, name, memberRole } = await getGroup(context, pathId(visit));
  const chat = `/chat/${encodeURIComponent(id)}`;
  if (memberRole !== null) return c.redirect(chat, 303);
  const { looks, common } = texts;
  const title = format(looks.askTitle, { name });
  return renderPage(visit, {
    title,
    section: "conversations",
    status,
    content: (
      <>
        <PageHeader title={title} lead={looks.askLead} />
        <ErrorSummary errors={errors} labels={{ reason: looks.reason }} texts={common} />
        <Form action={`${chat}/look`} asks isTyped={reason !== ""} class="max-w-2xl space-y-6">
          <Card>
            <Field
              name="reason"
              label={looks.reason}
              hint={looks.reasonHint}
              value={reason}
              error={errors["reason"]}
              autoComplete="off"
              autoFocus
            />
          </Card>
          <FormActions>
            <ButtonLink href="/conversations" cancels>
              {common.cancel}
            </ButtonLink>
            <Button look="primary">{looks.lookIn}</Button>
          </FormActions>
        </Form>
      </>
    ),
  });
}
