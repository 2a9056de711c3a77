import { signIn } from "#core/identity/sign_in.ts";
import { needsSetup } from "#core/people/setup.ts";
import { Button } from "#ui/parts/button.tsx";

import { EmailField } from "#ui/parts/field.tsx";
import { Form } from "#ui/parts/form.tsx";
import { PasswordField } from "#ui/parts/password_field.tsx";
import { beginFirstVisit } from "../about/first_visit.ts";
import { type FormErrors, readForm, submitForm } from "../http/form.ts";
import { type PageParts, renderPage } from "../http/render.tsx";
import type { Visit } from "../http/visit.ts";
import { flashRecentCodeUse } from "./code_use.ts";
import { AuthCard, AuthWay } from "./auth_card.tsx";
import { afterSignIn } from "./invite_cookie.ts";
import { startBrowserSession, knownDevice } from "./start_session.ts";
import { nextPath, signInPath } from "./next_path.ts";

interface SignInForm {
  email: string;
  next: string;
  errors: FormErrors;
  status?: PageParts["status"];
}

export async function showSignIn(visit: Visit): Promise<Response> {
  const next = nextPath(visit.c.req.query("next"));
  if (visit.actor) return visit.c.redirect(next, 303);
  // Nobody can sign in before there is an administrator.
  if (visit.config.production && (await needsSetup(visit.services))) {
    return visit.c.redirect("/setup", 303);
  }
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
      beginFirstVisit(visit, proven.userId);
      await flashRecentCodeUse(visit, proven.userId);
      return visit.c.redirect(await afterSignIn(visit, next), 303);
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
    here: next === nextPath(undefined) ? "/auth/login" : signInPath(next),
    content: (
      <AuthCard
        title={auth.signInTitle}
        lead={auth.signInLead}
        errors={errors}
        identity={visit.identity}
        texts={texts}
        links={<OtherWays {...visit} />}
      >
        <Form action="/auth/login">
          <input type="hidden" name="next" value={next} />
          <EmailField
            label={auth.emailOrUsername}
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
        <Forgotten {...visit} />
      </AuthCard>
    ),
  });
}

/** A link by mail, or a person who helps with a code: both lead to a new password. */
function Forgotten({ config, identity: { help }, texts: { auth, mail } }: Visit) {
  return (
    <p class="text-sm text-muted">
      <strong class="font-semibold text-body">{auth.forgotten}</strong>{" "}
      {config.mail && (
        <>
          <a href="/forgot" class="text-primary-text underline hover:no-underline">
            {mail.forgotWay}
          </a>{" "}
        </>
      )}
      {config.mail ? auth.forgottenAskElse : auth.forgottenAsk}{" "}
      <a href="/join" class="text-primary-text underline hover:no-underline">
        {auth.forgottenCode}
      </a>
      {help && (
        <>
          {" "}
          {auth.forgottenAskOr}{" "}
          <a
            href={help.href}
            class="notranslate break-words text-primary-text underline hover:no-underline"
          >
            {help.label}
          </a>
          .
        </>
      )}
    </p>
  );
}

function OtherWays({ config, texts: { auth } }: Pick<Visit, "config" | "texts">) {
  return (
    <>
      <h2 class="font-semibold">{auth.firstTime}</h2>
      <AuthWay text={auth.codeWay} href="/join" label={auth.enterCode} />
      {config.registration.mode === "closed" ? (
        <p class="text-muted">{auth.registerClosed}</p>
      ) : (
        <>
          <AuthWay text={auth.registerWay} href="/auth/register" label={auth.register} />
          <AuthWay text={auth.guestWay} href="/auth/guest" label={auth.guest} />
        </>
      )}
    </>
  );
}
