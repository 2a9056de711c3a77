/**
 * Where a code leads. A one-time code shows whose it is, and lets that person choose a password; an invite
 * has a page of its own.
 */
import { findInvite } from "#core/invites/use_invite.ts";
import { type CodeOwner, ownerOfCode, redeemCode } from "#core/identity/codes.ts";
import { personLimits } from "#wire/limits.ts";
import { Button } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Form } from "#ui/parts/form.tsx";
import { MailAddress } from "#ui/parts/mail_address.tsx";
import { PasswordField } from "#ui/parts/password_field.tsx";
import { format } from "#ui/text/format.ts";
import { endFirstVisit } from "../about/first_visit.ts";
import { StaffReadThis } from "../about/staff_read_this.tsx";
import { flash } from "../http/flash.ts";
import { type FormErrors, type FormValues, readForm, submitForm } from "../http/form.ts";
import { type PageParts, renderPage } from "../http/render.tsx";
import type { Visit } from "../http/visit.ts";
import { AuthCard, AuthWay } from "./auth_card.tsx";
import { flashCodeUse } from "./code_use.ts";
import { afterSignIn, invitePath, keepInvite } from "./invite_cookie.ts";
import { startBrowserSession } from "./start_session.ts";

interface JoinForm {
  code: string;
  /** Whose the code is, once that is known. */
  owner?: CodeOwner;
  errors: FormErrors;
  status?: PageParts["status"];
}

export function showJoin(visit: Visit): Response {
  return joinPage(visit, { code: "", errors: {} });
}

/** With a one-time code alone it shows whose it is; with a password it uses the code. */
export async function doJoin(visit: Visit): Promise<Response> {
  const form = await readForm(visit);
  const code = form.text("code");
  let owner: CodeOwner | undefined;
  return submitForm(
    visit,
    async () => {
      const typed = { code, address: visit.address };
      const inviteId = await findInvite(visit.services, typed);
      if (inviteId !== undefined) {
        await keepInvite(visit, inviteId);
        return visit.c.redirect(invitePath, 303);
      }
      owner = await ownerOfCode(visit.services, typed);
      if (!form.has("password")) return joinPage(visit, { code, owner, errors: {} });
      return enter(visit, form, owner);
    },
    (errors, status) =>
      joinPage(visit, { code, owner: errors["code"] ? undefined : owner, errors, status }),
  );
}

async function enter(visit: Visit, form: FormValues, { name }: CodeOwner): Promise<Response> {
  const { services, address } = visit;
  const typed = { code: form.text("code"), password: form.text("password"), address };
  const { earlier, proven } = await redeemCode(services, typed);
  await startBrowserSession(visit, proven);
  endFirstVisit(visit, proven.userId);
  flash(visit, "success", format(visit.texts.auth.welcome, { name }));
  if (earlier) flashCodeUse(visit, earlier);
  return visit.c.redirect(await afterSignIn(visit, "/conversations"), 303);
}

function joinPage(visit: Visit, shown: JoinForm): Response {
  const { actor, identity, texts } = visit;
  const { auth } = texts;
  const { code, owner, errors, status } = shown;
  const title = owner ? format(auth.joinHello, { name: owner.name }) : auth.joinTitle;
  return renderPage(visit, {
    title,
    status,
    here: "/join",
    content: (
      <AuthCard
        title={title}
        lead={owner ? auth.joinPasswordLead : auth.joinLead}
        errors={errors}
        labels={{ code: auth.joinCode, password: auth.joinPassword }}
        identity={actor ? undefined : identity}
        texts={texts}
        links={!actor && <AuthWay text={auth.haveAccount} href="/auth/login" label={auth.signIn} />}
      >
        {owner ? (
          <PasswordForm code={code} owner={owner} errors={errors} texts={texts} />
        ) : (
          <Form action="/join">
            {actor && (
              <p class="text-sm text-body">
                {format(auth.joinSignedIn, { name: actor.name })}{" "}
                {actor.role !== "guest" && (
                  <a href="/account" class="text-primary-text underline hover:no-underline">
                    {auth.joinAccount}
                  </a>
                )}
              </p>
            )}
            <Field
              name="code"
              label={auth.joinCode}
              hint={auth.joinCodeHint}
              value={code}
              error={errors["code"]}
              autoComplete="off"
              autoCapitalize="characters"
              spellcheck={false}
              autoFocus
              required
            />
            <Button look="primary" class="w-full" data-working={auth.working}>
              {auth.joinNext}
            </Button>
          </Form>
        )}
      </AuthCard>
    ),
  });
}

function PasswordForm({
  code,
  owner: { email, username, wasInUse },
  errors,
  texts,
}: Required<Pick<JoinForm, "code" | "owner" | "errors">> & Pick<Visit, "texts">) {
  const { auth } = texts;
  const handle = email || username;
  return (
    <>
      <p class="text-sm wrap-anywhere text-body">
        {auth.joinHandle}{" "}
        <strong class="font-semibold">
          <MailAddress of={handle} />
        </strong>
      </p>
      {wasInUse && <p class="text-sm text-muted">{auth.joinEnds}</p>}
      <Form action="/join">
        <input type="hidden" name="code" value={code} />
        {/* Tells password managers to whom the password belongs. */}
        <input hidden type="text" name="email" value={handle} autocomplete="username" readOnly />
        <PasswordField
          name="password"
          label={auth.joinPassword}
          hint={auth.passwordHint}
          showLabel={auth.showPassword}
          error={errors["password"]}
          autoComplete="new-password"
          minLength={personLimits.passwordCharsMin}
          autoFocus
          required
        />
        <StaffReadThis texts={texts} />
        <Button look="primary" class="w-full" data-working={auth.working}>
          {auth.joinSubmit}
        </Button>
      </Form>
    </>
  );
}
