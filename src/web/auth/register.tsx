import { personLimits } from "#wire/limits.ts";
import { becomeUser, registerAccount } from "#core/people/accounts.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Form } from "#ui/parts/form.tsx";
import { PasswordField } from "#ui/parts/password_field.tsx";
import { flash } from "../http/flash.ts";
import { readForm, submitForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import type { SignedInVisit, Visit } from "../http/visit.ts";
import { AuthCard, AuthWay } from "./auth_card.tsx";
import {
  emptyForm,
  NameFields,
  type PersonForm,
  registrationRequest,
  welcome,
  withDomains,
} from "./person_form.tsx";
import { format } from "#ui/text/format.ts";
import { StaffReadThis } from "../about/staff_read_this.tsx";

/** For nobody who has an account: a guest gets one here. */
export function showRegister(visit: Visit): Response {
  if (visit.actor && visit.actor.role !== "guest") return visit.c.redirect("/conversations", 303);
  if (visit.config.registration.mode !== "closed") return registerPage(visit, emptyForm);
  const { registerTitle, registerClosed } = visit.texts.auth;
  return closedPage(visit, { title: registerTitle, lead: registerClosed });
}

export async function doRegister(visit: Visit | SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  const typed = { email: form.text("email"), name: form.text("name") };
  return submitForm(
    visit,
    async () => {
      const input = { ...typed, password: form.text("password") };
      if ("context" in visit && visit.actor.role === "guest") {
        await becomeUser(visit.context, registrationRequest(visit), input);
        flash(visit, "success", visit.texts.auth.guestRegistered);
        return visit.c.redirect("/conversations", 303);
      }
      const { userId } = await registerAccount(visit.services, registrationRequest(visit), input);
      return welcome(visit, userId, typed.name);
    },
    (errors, status) => registerPage(visit, { ...typed, errors, status }),
  );
}

function registerPage(visit: Visit, { email, name, errors, status }: PersonForm): Response {
  const { actor, identity, texts } = visit;
  const { auth } = texts;
  const lead = actor ? format(texts.invites.guestBecomes, { name: actor.name }) : auth.registerLead;
  return renderPage(visit, {
    title: auth.registerTitle,
    status,
    content: (
      <AuthCard
        title={auth.registerTitle}
        lead={withDomains(visit, lead)}
        errors={errors}
        identity={actor ? undefined : identity}
        texts={texts}
        links={!actor && <AuthWay text={auth.haveAccount} href="/auth/login" label={auth.signIn} />}
      >
        <Form action="/auth/register">
          <NameFields
            name={name || (actor?.name ?? "")}
            email={email}
            errors={errors}
            emailIs="username"
            texts={auth}
          />
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
