import { signIn } from "#core/identity/sign_in.ts";
import { Button } from "#ui/parts/button.tsx";

import { EmailField } from "#ui/parts/field.tsx";
import { Form } from "#ui/parts/form.tsx";
import { PasswordField } from "#ui/parts/password_field.tsx";
import { type FormErrors, readForm, submitForm } from "../http/form.ts";
import { type PageParts, renderPage } from "../http/render.tsx";
import type { Visit } from "../http/visit.ts";
import { AuthCard, AuthLink } from "./auth_card.tsx";
import { startBrowserSession, knownDevice } from "./start_session.ts";
import { nextPath } from "./next_path.ts";

interface SignInForm {
  email: string;
  next: string;
  errors: FormErrors;
  status?: PageParts["status"];
}

export function showSignIn(visit: Visit): Response {
  const next = nextPath(visit.c.req.query("next"));
  if (visit.actor) return visit.c.redirect(next, 303);
  return signInPage(visit, { email: "", next, errors: {} });
}

export async function doSignIn(visit: Visit): Promise<Response> {
  const form = await readForm(visit);
  const email = form.text("email");
  const next = nextPath(form.text("next"));
  return submitForm(
    visit,
    async () => {
      const proven = await signIn(visit.services, {
        email,
        password: form.text("password"),
        address: visit.address,
        device: await knownDevice(visit),
      });
      await startBrowserSession(visit, proven);
      return visit.c.redirect(next, 303);
    },
    (errors, status) => signInPage(visit, { email, next, errors, status }),
  );
}

function signInPage(visit: Visit, { email, next, errors, status }: SignInForm): Response {
  const { texts } = visit;
  const { auth } = texts;
  return renderPage(visit, {
    title: auth.signInTitle,
    status,
    content: (
      <AuthCard
        title={auth.signInTitle}
        lead={auth.signInLead}
        errors={errors}
        texts={texts}
        links={<OtherWays {...visit} />}
      >
        <Form action="/auth/login">
          <input type="hidden" name="next" value={next} />
          <EmailField
            label={auth.email}
            value={email}
            error={errors["email"]}
            autoComplete="username"
            autoFocus={email === ""}
            required
          />
          <PasswordField
            name="password"
            label={auth.password}
            showLabel={auth.showPassword}
            error={errors["password"]}
            autoComplete="current-password"
            autoFocus={email !== ""}
            required
          />
          <Button look="primary" class="w-full" data-working={auth.working}>
            {auth.signIn}
          </Button>
        </Form>
      </AuthCard>
    ),
  });
}

function OtherWays({ config, texts: { auth } }: Pick<Visit, "config" | "texts">) {
  if (config.registration.mode === "closed") return <p>{auth.registerClosed}</p>;
  return (
    <>
      <AuthLink question={auth.noAccount} href="/auth/register" label={auth.register} />
      <AuthLink question={auth.guestQuestion} href="/auth/guest" label={auth.guest} />
    </>
  );
}
