/** One's other account becomes part of this one; the password of the other proves that it is the same person's. */
import { mergeOwn } from "#core/people/merge_accounts.ts";
import { sleep } from "#kit/clock.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { EmailField } from "#ui/parts/field.tsx";
import { ErrorSummary, Form, FormActions } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { PasswordField } from "#ui/parts/password_field.tsx";
import { knownDevice } from "../auth/start_session.ts";
import { flash } from "../http/flash.ts";
import { type FormErrors, readForm, type RefusedStatus, submitForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import type { SignedInVisit } from "../http/visit.ts";

interface Shown {
  email: string;
  errors: FormErrors;
  status?: RefusedStatus;
}

export function showMerge(visit: SignedInVisit): Response {
  return mergePage(visit, { email: "", errors: {} });
}

export async function doMerge(visit: SignedInVisit): Promise<Response> {
  const { actor, address, c, context } = visit;
  const form = await readForm(visit);
  const [email, password] = [form.text("email"), form.text("password")];
  return submitForm(
    visit,
    async () => {
      const device = await knownDevice(visit);
      const { finished } = await mergeOwn(context, { email, password, address, device });
      await flashMerge(visit, finished);
      // A guest's account is the one that goes.
      return c.redirect(actor.role === "guest" ? "/auth/login" : "/account", 303);
    },
    (errors, status) => mergePage(visit, { email, errors, status }),
  );
}

/** Most are complete before the next page. */
export async function flashMerge(visit: SignedInVisit, finished: Promise<void>): Promise<void> {
  const { services, texts } = visit;
  const isDone = await Promise.race([
    finished.then(() => true),
    sleep(services.clock, 1_500).then(() => false),
  ]);
  flash(visit, isDone ? "success" : "info", isDone ? texts.merge.done : texts.merge.begun);
}

function mergePage(visit: SignedInVisit, { email, errors, status }: Shown): Response {
  const { actor, texts } = visit;
  const { auth, merge, common } = texts;
  const isGuest = actor.role === "guest";
  return renderPage(visit, {
    title: merge.title,
    section: "account",
    here: "/account/merge",
    status,
    content: (
      <>
        <PageHeader title={merge.title} />
        <ErrorSummary
          errors={errors}
          labels={{ email: auth.emailOrUsername, password: auth.password }}
          texts={common}
        />
        <div class="max-w-lg">
          <Card>
            <p class="text-sm text-body">{isGuest ? merge.guestLead : merge.ownLead}</p>
            <Form action="/account/merge">
              <EmailField
                label={auth.emailOrUsername}
                value={email}
                error={errors["email"]}
                autoComplete="off"
                required
              />
              <PasswordField
                name="password"
                label={auth.password}
                showLabel={auth.showPassword}
                error={errors["password"]}
                autoComplete="off"
                required
              />
              <p class="text-sm text-muted">{isGuest ? merge.guestStays : merge.stays}</p>
              <FormActions>
                <ButtonLink href="/account" cancels>
                  {common.cancel}
                </ButtonLink>
                <Button look="primary" data-working={merge.working}>
                  {merge.ownSubmit}
                </Button>
              </FormActions>
            </Form>
          </Card>
        </div>
      </>
    ),
  });
}
