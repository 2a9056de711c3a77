import { personLimits } from "#wire/limits.ts";
import { registerAccount, registerGuest } from "#core/people/accounts.ts";
import { oneLine } from "#wire/text.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";

import { EmailField, Field } from "#ui/parts/field.tsx";
import { Form } from "#ui/parts/form.tsx";
import { PasswordField } from "#ui/parts/password_field.tsx";
import { format } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import { type FormErrors, readForm, submitForm } from "../http/form.ts";
import { type PageParts, renderPage } from "../http/render.tsx";
import type { Visit } from "../http/visit.ts";
import { AuthCard, AuthLink } from "./auth_card.tsx";
import { startBrowserSession } from "./start_session.ts";

interface PersonForm {
  email: string;
  name: string;
  errors: FormErrors;
  status?: PageParts["status"];
}

const empty: PersonForm = { email: "", name: "", errors: {} };

export function showRegister(visit: Visit): Response {
  if (visit.actor) return visit.c.redirect("/conversations", 303);
  return visit.config.registration.mode === "closed"
    ? closedPage(visit)
    : registerPage(visit, empty);
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

export function showGuest(visit: Visit): Response {
  if (visit.actor) return visit.c.redirect("/conversations", 303);
  return visit.config.registration.mode === "closed" ? closedPage(visit) : guestPage(visit, empty);
}

export async function doGuest(visit: Visit): Promise<Response> {
  const form = await readForm(visit);
  const typed = { email: form.text("email"), name: form.text("name") };
  return submitForm(
    visit,
    async () => {
      const { userId } = await registerGuest(visit.services, registrationRequest(visit), typed);
      return welcome(visit, userId, typed.name);
    },
    (errors, status) => guestPage(visit, { ...typed, errors, status }),
  );
}

async function welcome(visit: Visit, userId: string, name: string): Promise<Response> {
  await startBrowserSession(visit, { userId });
  flash(visit, "success", format(visit.texts.auth.welcome, { name: oneLine(name) }));
  return visit.c.redirect("/conversations", 303);
}

function registrationRequest({ config, address }: Visit) {
  return { registration: config.registration, address };
}

function registerPage(visit: Visit, { email, name, errors, status }: PersonForm): Response {
  const { texts } = visit;
  const { auth } = texts;
  return renderPage(visit, {
    title: auth.registerTitle,
    status,
    content: (
      <AuthCard
        title={auth.registerTitle}
        lead={withDomains(visit, auth.registerLead)}
        errors={errors}
        texts={texts}
        links={<AuthLink question={auth.haveAccount} href="/auth/login" label={auth.signIn} />}
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
          <Button look="primary" class="w-full" data-working={auth.working}>
            {auth.registerSubmit}
          </Button>
        </Form>
      </AuthCard>
    ),
  });
}

function guestPage(visit: Visit, { email, name, errors, status }: PersonForm): Response {
  const { texts } = visit;
  const { auth } = texts;
  return renderPage(visit, {
    title: auth.guestTitle,
    status,
    content: (
      <AuthCard
        title={auth.guestTitle}
        lead={withDomains(visit, auth.guestLead)}
        errors={errors}
        texts={texts}
        links={<AuthLink question={auth.haveAccount} href="/auth/login" label={auth.signIn} />}
      >
        <Form action="/auth/guest">
          <NameFields name={name} email={email} errors={errors} emailIs="email" texts={auth} />
          <Button look="primary" class="w-full" data-working={auth.working}>
            {auth.guestSubmit}
          </Button>
        </Form>
      </AuthCard>
    ),
  });
}

function withDomains({ config: { registration }, texts }: Visit, lead: string): string {
  if (registration.mode !== "domains") return lead;
  const domains = registration.domains.join(", ");
  return `${lead} ${format(texts.auth.registerDomains, { domains })}`;
}

interface NameFieldsProps extends Pick<PersonForm, "name" | "email" | "errors"> {
  /** Tells password managers to save the address. */
  emailIs: "username" | "email";
  texts: Visit["texts"]["auth"];
}

function NameFields({ name, email, errors, emailIs, texts }: NameFieldsProps) {
  return (
    <>
      <Field
        name="name"
        label={texts.name}
        hint={texts.nameHint}
        value={name}
        error={errors["name"]}
        autoComplete="name"
        required
      />
      <EmailField
        label={texts.email}
        value={email}
        error={errors["email"]}
        autoComplete={emailIs}
        required
      />
    </>
  );
}

function closedPage(visit: Visit): Response {
  const { texts } = visit;
  return renderPage(visit, {
    title: texts.auth.registerTitle,
    content: (
      <AuthCard title={texts.auth.registerTitle} lead={texts.auth.registerClosed} texts={texts}>
        <ButtonLink href="/auth/login" look="primary">
          {texts.auth.signIn}
        </ButtonLink>
      </AuthCard>
    ),
  });
}
