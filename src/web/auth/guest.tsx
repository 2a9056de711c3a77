import { registerGuest } from "#core/people/accounts.ts";
import { type Guest, guestOf } from "#core/people/guests.ts";
import { credentialsWrong } from "#core/refusals.ts";
import { Button } from "#ui/parts/button.tsx";
import { Form } from "#ui/parts/form.tsx";
import { Time } from "#ui/parts/time.tsx";
import { format } from "#ui/text/format.ts";
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
import { closedPage } from "./register.tsx";
import { knownDevice } from "./start_session.ts";
import { StaffReadThis } from "../about/staff_read_this.tsx";

export function showGuest(visit: Visit): Response | Promise<Response> {
  if (visit.actor) return visit.c.redirect("/conversations", 303);
  if (visit.config.registration.mode !== "closed") return guestPage(visit, emptyForm);
  const { guestTitle, guestClosed } = visit.texts.auth;
  return closedPage(visit, { title: guestTitle, lead: guestClosed });
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

/** The browser's mark, which nobody can forge, proves that this guest came in with it. */
export async function doGuestReturn(visit: Visit): Promise<Response> {
  return submitForm(
    visit,
    async () => {
      const guest = await guestOfBrowser(visit);
      if (!guest) throw credentialsWrong();
      return welcome(visit, guest.id, guest.name);
    },
    (_, status) => guestPage(visit, { ...emptyForm, status }),
  );
}

async function guestOfBrowser(visit: Visit): Promise<Guest | undefined> {
  const known = await knownDevice(visit);
  return known && guestOf(visit.services, known.userId);
}

async function guestPage(visit: Visit, shown: PersonForm): Promise<Response> {
  const { identity, texts } = visit;
  const { auth } = texts;
  const { email, name, errors, status } = shown;
  const known = await guestOfBrowser(visit);
  return renderPage(visit, {
    title: auth.guestTitle,
    status,
    here: "/auth/guest",
    content: (
      <AuthCard
        title={auth.guestTitle}
        lead={withDomains(visit, auth.guestLead)}
        errors={errors}
        identity={identity}
        texts={texts}
        links={<AuthWay text={auth.haveAccount} href="/auth/login" label={auth.signIn} />}
      >
        {known && <ComeBack guest={known} {...visit} />}
        <Form action="/auth/guest">
          <NameFields name={name} email={email} errors={errors} emailIs="email" texts={auth} />
          <StaffReadThis texts={texts} />
          <Button look={known ? "secondary" : "primary"} class="w-full" data-working={auth.working}>
            {auth.guestSubmit}
          </Button>
        </Form>
      </AuthCard>
    ),
  });
}

function ComeBack({
  guest: { name, expiresAt },
  locale,
  texts: { auth },
}: { guest: Guest } & Pick<Visit, "locale" | "texts">) {
  return (
    <>
      <form method="post" action="/auth/guest/return" class="space-y-3">
        <p class="text-sm text-body">
          {format(auth.guestBackLead, { name })} <Time iso={expiresAt} locale={locale} look="day" />
          .
        </p>
        <Button look="primary" class="w-full" data-working={auth.working}>
          <span class="min-w-0 truncate">{format(auth.guestBack, { name })}</span>
        </Button>
      </form>
      <p class="border-t border-line pt-4 text-sm text-muted">{auth.guestOther}</p>
    </>
  );
}
