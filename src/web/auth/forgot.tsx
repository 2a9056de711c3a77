/** A forgotten password: asks for a link by mail. Where no mails are sent, there is no such page. */
import { askForLink } from "#core/mail/forgotten.ts";
import { notFound } from "#core/refusals.ts";
import { Button } from "#ui/parts/button.tsx";
import { EmailField } from "#ui/parts/field.tsx";
import { Form } from "#ui/parts/form.tsx";
import { type FormErrors, readForm, submitForm } from "../http/form.ts";
import { type PageParts, renderPage } from "../http/render.tsx";
import type { Visit } from "../http/visit.ts";
import { AuthCard, AuthWay } from "./auth_card.tsx";

interface ForgotForm {
  email: string;
  errors: FormErrors;
  status?: PageParts["status"];
}

export function showForgot(visit: Visit): Response {
  if (!visit.config.mail) throw notFound();
  return forgotPage(visit, { email: visit.c.req.query("email") ?? "", errors: {} });
}

/** The answer is the same whether there is such an account. */
export async function doForgot(visit: Visit): Promise<Response> {
  const { address, services } = visit;
  const email = (await readForm(visit)).text("email");
  return submitForm(
    visit,
    async () => {
      await askForLink(services, { typed: email, address });
      return sentPage(visit);
    },
    (errors, status) => forgotPage(visit, { email, errors, status }),
  );
}

function forgotPage(visit: Visit, { email, errors, status }: ForgotForm): Response {
  const { actor, identity, texts } = visit;
  const { auth, mail } = texts;
  return renderPage(visit, {
    title: mail.forgotTitle,
    status,
    here: "/forgot",
    content: (
      <AuthCard
        title={mail.forgotTitle}
        lead={mail.forgotLead}
        errors={errors}
        identity={actor ? undefined : identity}
        texts={texts}
        links={<AuthWay text={auth.codeWay} href="/join" label={auth.enterCode} />}
      >
        <Form action="/forgot">
          <EmailField
            label={auth.emailOrUsername}
            value={email}
            error={errors["email"]}
            autoComplete="username"
            autoFocus
            required
          />
          <Button look="primary" class="w-full" data-working={auth.working}>
            {mail.forgotSubmit}
          </Button>
        </Form>
      </AuthCard>
    ),
  });
}

function sentPage(visit: Visit): Response {
  const { actor, identity, texts } = visit;
  const { auth, mail } = texts;
  return renderPage(visit, {
    title: mail.forgotSentTitle,
    here: "/forgot",
    content: (
      <AuthCard
        title={mail.forgotSentTitle}
        lead={mail.forgotSent}
        identity={actor ? undefined : identity}
        texts={texts}
        links={<AuthWay text={auth.codeWay} href="/join" label={auth.enterCode} />}
      >
        <p class="text-sm text-muted">{mail.forgotNothing}</p>
      </AuthCard>
    ),
  });
}
