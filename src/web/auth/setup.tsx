import { completeSetup, needsSetup } from "#core/people/setup.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { EmailField, Field } from "#ui/parts/field.tsx";
import { Form } from "#ui/parts/form.tsx";
import { PasswordField } from "#ui/parts/password_field.tsx";
import { flash } from "../http/flash.ts";
import { type FormErrors, readForm, submitForm } from "../http/form.ts";
import { type PageParts, renderPage } from "../http/render.tsx";
import type { Visit } from "../http/visit.ts";
import { AuthCard } from "./auth_card.tsx";
import { startBrowserSession } from "./start_session.ts";

interface SetupForm {
  code: string;
  email: string;
  name: string;
  errors: FormErrors;
  status?: PageParts["status"];
}

/** Once there is a staff account there is nothing to set up, and this page says so. */
export async function showSetup(visit: Visit): Promise<Response> {
  if (!(await needsSetup(visit.services))) return setUpPage(visit, 200);
  return setupPage(visit, { code: "", email: "", name: "", errors: {} });
}

export async function doSetup(visit: Visit): Promise<Response> {
  if (!(await needsSetup(visit.services))) return setUpPage(visit, 409);
  const form = await readForm(visit);
  const typed = { code: form.text("code"), email: form.text("email"), name: form.text("name") };
  return submitForm(
    visit,
    async () => {
      const password = form.text("password");
      const input = { ...typed, password, address: visit.address };
      await startBrowserSession(visit, await completeSetup(visit.services, input));
      flash(visit, "success", visit.texts.auth.setupDone);
      return visit.c.redirect("/users", 303);
    },
    (errors, status) => setupPage(visit, { ...typed, errors, status }),
  );
}

function setUpPage(visit: Visit, status: 200 | 409): Response {
  const { actor, identity, texts } = visit;
  const { auth, common } = texts;
  return renderPage(visit, {
    title: auth.setupAlreadyTitle,
    status,
    content: (
      <AuthCard
        title={auth.setupAlreadyTitle}
        lead={auth.setupAlready}
        identity={actor ? undefined : identity}
        texts={texts}
      >
        <ButtonLink href={actor ? "/conversations" : "/auth/login"} look="primary">
          {actor ? common.home : auth.signIn}
        </ButtonLink>
      </AuthCard>
    ),
  });
}

function setupPage(visit: Visit, { code, email, name, errors, status }: SetupForm): Response {
  const { texts } = visit;
  const { auth } = texts;
  return renderPage(visit, {
    title: auth.setupTitle,
    status,
    content: (
      <AuthCard
        title={auth.setupTitle}
        lead={auth.setupLead}
        errors={errors}
        identity={visit.identity}
        texts={texts}
      >
        <Form action="/setup">
          <Field
            name="code"
            label={auth.setupCode}
            value={code}
            error={errors["code"]}
            autoComplete="off"
            required
          />
          <Field
            name="name"
            label={auth.name}
            value={name}
            error={errors["name"]}
            autoComplete="name"
            required
          />
          <EmailField
            label={auth.email}
            value={email}
            error={errors["email"]}
            autoComplete="username"
            required
          />
          <PasswordField
            name="password"
            label={auth.password}
            hint={auth.passwordHint}
            showLabel={auth.showPassword}
            error={errors["password"]}
            autoComplete="new-password"
            required
          />
          <Button look="primary" class="w-full" data-working={auth.working}>
            {auth.setupSubmit}
          </Button>
        </Form>
      </AuthCard>
    ),
  });
}
