/** What a link or a code of an invite leads to: who invites to what, and the way in. */
import type { ComponentChildren } from "preact";
import {
  becomeUserByInvite,
  enterByPass,
  registerByInvite,
} from "#core/invites/register_by_invite.ts";
import {
  joinByInvite,
  type Joined,
  type ShownInvite,
  showInvite,
} from "#core/invites/use_invite.ts";
import { notFound } from "#core/refusals.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Form } from "#ui/parts/form.tsx";
import { PasswordField } from "#ui/parts/password_field.tsx";
import { Time } from "#ui/parts/time.tsx";
import { format } from "#ui/text/format.ts";
import { personLimits } from "#wire/limits.ts";
import { flash } from "../http/flash.ts";
import { type FormValues, readForm, submitForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import type { SignedInVisit, Visit } from "../http/visit.ts";
import { courseNameOf } from "../invites/course_name.ts";
import { AuthCard, AuthWay } from "./auth_card.tsx";
import { forgetInvite, invitePath, keptInvite } from "./invite_cookie.ts";
import { endFirstVisit } from "../about/first_visit.ts";
import { signInPath } from "./next_path.ts";
import {
  emptyForm,
  NameFields,
  type PersonForm,
  registrationRequest,
  withDomains,
} from "./person_form.tsx";
import { startBrowserSession } from "./start_session.ts";
import { WhoSees, WhoSeesGuest } from "./who_sees.tsx";

/** A guest who is invited as more than a guest gets an account of their own. */
const registers = ({ actor }: Visit, { role }: ShownInvite) =>
  !actor || (actor.role === "guest" && role !== "guest");

/** Without an invite it leads to the field for a code. */
export async function showJoinInvite(visit: Visit): Promise<Response> {
  const invite = await inviteOf(visit);
  return invite ? invitePage(visit, invite, emptyForm) : visit.c.redirect("/join", 303);
}

async function inviteOf(visit: Visit): Promise<ShownInvite | undefined> {
  const id = await keptInvite(visit);
  return id === undefined ? undefined : showInvite(visit.services, { id, userId: visit.actor?.id });
}

/** Joins, after registering if nobody is signed in; or puts the invite away. */
export async function doJoinInvite(visit: Visit | SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  if (form.text("step") === "leave") {
    forgetInvite(visit);
    return visit.c.redirect("/", 303);
  }
  const invite = await inviteOf(visit);
  if (!invite) return visit.c.redirect("/join", 303);
  const typed = { email: form.text("email"), name: form.text("name") };
  return submitForm(
    visit,
    async () => {
      const joined =
        "context" in visit && !registers(visit, invite)
          ? await joinByInvite(visit.context, invite.id)
          : await register(visit, form, invite);
      return arrive(visit, invite, joined);
    },
    async (errors, status) => {
      const present = await inviteOf(visit);
      if (!present) throw notFound();
      return invitePage(visit, present, { ...typed, errors, status });
    },
  );
}

/** Who is a guest already becomes a user, or is refused. */
async function register(
  visit: Visit | SignedInVisit,
  form: FormValues,
  invite: ShownInvite,
): Promise<Joined> {
  const input = {
    email: form.text("email"),
    name: form.text("name"),
    password: form.text("password"),
  };
  const request = { ...registrationRequest(visit), invite };
  const { services } = visit;
  if ("context" in visit) return becomeUserByInvite(visit.context, request, input);
  const { userId, ...joined } =
    invite.role === "guest"
      ? await enterByPass(services, request, input)
      : await registerByInvite(services, request, input);
  await startBrowserSession(visit, { userId });
  // The form has said what staff can see.
  endFirstVisit(visit, userId);
  return joined;
}

/** Who waits stays on the page of the invite, which follows what becomes of the request. */
function arrive(visit: Visit, invite: ShownInvite, joined: Joined): Response {
  if (joined.state === "waiting") return visit.c.redirect(invitePath, 303);
  forgetInvite(visit);
  const { invites } = visit.texts;
  const place = invite.role === "guest" ? invite.groupName : null;
  const course = place ?? courseNameOf(visit, invite.courseName);
  flash(visit, "success", format(invites.joinedCourse, { course }));
  const { conversationId } = joined;
  const path = conversationId === null ? "/" : `/chat/${encodeURIComponent(conversationId)}`;
  return visit.c.redirect(path, 303);
}

function invitePage(visit: Visit, invite: ShownInvite, form: PersonForm): Response {
  const { actor, identity, texts } = visit;
  const { invites } = texts;
  const { title, lead } = wordsOf(visit, invite);
  return renderPage(visit, {
    title,
    status: form.status,
    here: invitePath,
    live: actor !== undefined && form.status === undefined && invite.used === "waiting",
    content: (
      <AuthCard
        title={title}
        lead={lead}
        errors={form.errors}
        labels={{ password: texts.auth.joinPassword }}
        identity={actor ? undefined : identity}
        texts={texts}
        links={
          !actor && (
            <AuthWay
              text={invites.haveAccount}
              href={signInPath(invitePath)}
              label={invites.signIn}
            />
          )
        }
      >
        {isUsable(invite) ? (
          <WaysIn visit={visit} invite={invite} form={form} />
        ) : (
          <p class="flex flex-wrap gap-2">
            {actor && (
              <ButtonLink href="/" look="primary">
                {invites.toChats}
              </ButtonLink>
            )}
            {invite.used === undefined && <ButtonLink href="/join">{invites.otherCode}</ButtonLink>}
          </p>
        )}
      </AuthCard>
    ),
  });
}

const isUsable = ({ state, used }: ShownInvite) => used === undefined && state === "open";

interface Words {
  title: string;
  lead: ComponentChildren;
}

function wordsOf(visit: Visit, invite: ShownInvite): Words {
  const { invites } = visit.texts;
  const { used, state } = invite;
  if (used === "waiting") return { title: invites.waitsTitle, lead: invites.waitsText };
  if (used === "accepted") return { title: invites.acceptedTitle, lead: invites.acceptedText };
  if (used === "declined") return { title: invites.declinedTitle, lead: invites.declinedText };
  if (state !== "open") return { title: invites.endedTitle, lead: invites.endedText };
  return invite.role === "guest" ? wordsOfPass(visit, invite) : wordsOfInvite(visit, invite);
}

function wordsOfInvite(visit: Visit, invite: ShownInvite): Words {
  const { invites } = visit.texts;
  const { groupName, needsApproval } = invite;
  const says = [
    whoInvites(visit, invite),
    groupName !== null && format(invites.toGroup, { group: groupName }),
    needsApproval && invites.willWait,
  ];
  const course = courseNameOf(visit, invite.courseName);
  return {
    title: format(invites.joinTitle, { course }),
    lead: says.filter((text) => typeof text === "string").join(" "),
  };
}

/** A guest comes into a group, and knows no course. */
function wordsOfPass(visit: Visit, invite: ShownInvite): Words {
  const { locale, texts } = visit;
  const { invites } = texts;
  return {
    title: invite.groupName ?? "",
    lead: (
      <>
        {whoInvites(visit, invite)} {invites.passEnds}{" "}
        <Time iso={invite.expiresAt} locale={locale} />. {invites.passNoAccount}
        {invite.needsApproval && ` ${invites.willWait}`}
      </>
    ),
  };
}

function whoInvites({ texts: { invites } }: Visit, { actorName: name, role }: ShownInvite): string {
  return name === null ? invites.invited[role] : format(invites.invitesYou[role], { name });
}

interface WaysInProps {
  visit: Visit;
  invite: ShownInvite;
  form: PersonForm;
}

function WaysIn(props: WaysInProps) {
  const { visit, invite } = props;
  if (!registers(visit, invite)) return <JoinForm {...props} />;
  return invite.role === "guest" ? <PassForm {...props} /> : <RegisterForm {...props} />;
}

/** One click for those who are signed in. */
function JoinForm({ visit: { actor, texts }, invite }: WaysInProps) {
  const { auth, invites } = texts;
  return (
    <>
      <p class="text-sm text-body">{format(invites.signedInAs, { name: actor!.name })}</p>
      <WhoSees hasGroup={invite.groupName !== null} texts={texts} />
      <Form action={invitePath} class="flex flex-col gap-2">
        <Button look="primary" class="w-full" data-working={auth.working}>
          {invite.needsApproval ? invites.askToJoin : invites.join}
        </Button>
        <Button look="quiet" name="step" value="leave" class="w-full">
          {invites.notNow}
        </Button>
      </Form>
    </>
  );
}

/** Nothing but a name. */
function PassForm({ visit: { texts }, invite, form: { name, errors } }: WaysInProps) {
  const { auth, invites } = texts;
  return (
    <Form action={invitePath}>
      <Field
        name="name"
        label={auth.name}
        hint={invites.passNameHint}
        value={name}
        error={errors["name"]}
        autoComplete="name"
        required
      />
      <WhoSeesGuest texts={texts} />
      <Button look="primary" class="w-full" data-working={auth.working}>
        {invite.needsApproval ? invites.askToJoin : invites.joinAsGuest}
      </Button>
    </Form>
  );
}

function RegisterForm({ visit, invite, form: { name, email, errors } }: WaysInProps) {
  const { auth, invites } = visit.texts;
  const { actor } = visit;
  const domains = withDomains(visit, "").trim();
  return (
    <Form action={invitePath}>
      {actor && (
        <p class="text-sm text-body">{format(invites.guestBecomes, { name: actor.name })}</p>
      )}
      {domains && <p class="text-sm text-muted">{domains}</p>}
      <NameFields
        name={name || (actor?.name ?? "")}
        email={email}
        errors={errors}
        emailIs="username"
        texts={auth}
      />
      <PasswordField
        name="password"
        label={auth.joinPassword}
        hint={auth.passwordHint}
        showLabel={auth.showPassword}
        error={errors["password"]}
        autoComplete="new-password"
        minLength={personLimits.passwordCharsMin}
        required
      />
      <WhoSees hasGroup={invite.groupName !== null} texts={visit.texts} />
      <Button look="primary" class="w-full" data-working={auth.working}>
        {invite.needsApproval ? invites.registerAsk : invites.registerJoin}
      </Button>
    </Form>
  );
}
