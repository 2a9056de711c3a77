import { personLimits } from "#wire/limits.ts";
import { registerAccount } from "#core/people/accounts.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Form } from "#ui/parts/form.tsx";
import { PasswordField } from "#ui/parts/password_field.tsx";
import { readForm, submitForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import type { Visit } from "../http/visit.ts";
import { AuthCard, AuthWay } from "./auth_card.tsx";
import {
  emptyForm,
  NameFields,
  type PersonForm,
  registrationRequest,
  welcome,
  withDomains,
} from "./person_form.tsx";
import { StaffReadThis } from "../about/staff_read_this.tsx";

export function showRegister(visit: Visit): Response {
  if (visit.actor) return visit.c.redirect("/conversations", 303);
  if (visit.config.registration.mode !== "closed") return registerPage(visit, emptyForm);
  const { registerTitle, registerClosed } = visit.texts.auth;
  return closedPage(visit, { title: registerTitle, lead: registerClosed });
}

export async function doRegister(visit: Visit): Promise<Response> {
  const form = await readForm(visit);
  const typed = { email: form.text("email"), name: form.text("name") };
  return submitForm(
    visit,
    async () => {
      const input = { ...typed, password: form.text("password") };
      const { userId } = await registerAccount(visit.services, registrationRequest(visit), input);
      return welcome(visit, userId, typed.name);
    },
    (errors, status) => registerPage(visit, { ...typed, errors, status }),
  );
}

function registerPage(visit: Visit, { email, name, errors, status }: PersonForm): Response {
  const { identity, texts } = visit;
  const { auth } = texts;
  return renderPage(visit, {
    title: auth.registerTitle,
    status,
    content: (
      <AuthCard
        title={auth.registerTitle}
        lead={withDomains(visit, auth.registerLead)}
        errors={errors}
        identity={identity}
        texts={texts}
        links={<AuthWay text={auth.haveAccount} href="/auth/login" label={auth.signIn} />}
      >
        <Form action="/auth/register">
          <NameFields name={name} email={email} errors={errors} emailIs="username" texts={auth} />
          <PasswordField
            name="password"
            label={auth.password}
            hint={auth.passwordHint}
            showLabel={auth.showPassword}
            error={errors["password"]}
            autoComplete="new-password"
            minLength={personLimits.passwordCharsMin}
            required
          />
          <StaffReadThis texts={texts} />
          <Button look="primary" class="w-full" data-working={auth.working}>
            {auth.registerSubmit}
          </Button>
        </Form>
      </AuthCard>
    ),
  });
}

/** Where nobody may register. */
export function closedPage(
  visit: Visit,
  { title, lead }: { title: string; lead: string },
): Response {
  const { identity, texts } = visit;
  return renderPage(visit, {
    title,
    content: (
      <AuthCard title={title} lead={lead} identity={identity} texts={texts}>
        <ButtonLink href="/auth/login" look="primary">
          {texts.auth.signIn}
        </ButtonLink>
      </AuthCard>
    ),
  });
}
