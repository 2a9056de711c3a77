import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Time } from "#ui/parts/time.tsx";
import { flash } from "../http/flash.ts";
import { renderPage } from "../http/render.tsx";
import { clearSessionCookie } from "../http/session_cookie.ts";
import type { SignedInVisit, Visit } from "../http/visit.ts";
import { AuthCard } from "./auth_card.tsx";
import { endBrowserSession, forgetDevice } from "./start_session.ts";

/**
 * A link must change nothing, so it leads to a page with a button. The button signs out here or,
 * with `everywhere`, on all devices.
 */
export function showSignOut(visit: SignedInVisit): Response {
  const { actor, texts } = visit;
  const everywhere = visit.c.req.query("everywhere") !== undefined;
  const comesBack = actor.role === "guest" && !everywhere;
  return renderPage(visit, {
    title: texts.auth.signOutTitle,
    content: (
      <AuthCard
        title={texts.auth.signOutTitle}
        lead={<Lead everywhere={everywhere} {...visit} />}
        texts={texts}
      >
        <div hidden data-unsent class="space-y-2 text-sm" role="status">
          <p class="font-medium text-danger-text">{texts.auth.unsentLead}</p>
          <ul class="max-h-60 list-disc space-y-1 overflow-y-auto pl-5" tabIndex={0} />
          <p class="text-muted">{texts.auth.unsentWay}</p>
          <ButtonLink href="/conversations" class="w-full">
            {texts.auth.unsentBack}
          </ButtonLink>
        </div>
        <form method="post" action={everywhere ? "/account/devices/all/end" : "/auth/logout"}>
          <Button look="primary" class="w-full">
            {everywhere ? texts.account.signOutEverywhere : texts.auth.signOut}
          </Button>
        </form>
        {comesBack && (
          <form method="post" action="/auth/logout?for-good" class="space-y-3">
            <p class="text-sm text-muted">{texts.auth.signOutForGoodLead}</p>
            <Button class="w-full">{texts.auth.signOutForGood}</Button>
          </form>
        )}
      </AuthCard>
    ),
  });
}

function Lead({
  actor,
  locale,
  texts: { auth },
  everywhere,
}: SignedInVisit & { everywhere: boolean }) {
  if (actor.role !== "guest") return auth.signOutLead;
  if (everywhere) return auth.signOutLeadGuestEnds;
  const iso = new Date(actor.endsAtMs).toISOString();
  return (
    <>
      {auth.signOutLeadGuest} <Time iso={iso} locale={locale} look="day" />.
    </>
  );
}

/** A guest can come back with this browser, unless the sign-out is `for-good`. */
export async function doSignOut(visit: Visit): Promise<Response> {
  const { actor, app, c, texts } = visit;
  const forGood = c.req.query("for-good") !== undefined;
  if (actor) await endBrowserSession(visit, actor);
  clearSessionCookie(app, c);
  if (forGood) forgetDevice(visit);
  const comesBack = actor?.role === "guest" && !forGood;
  flash(visit, "info", comesBack ? texts.auth.signedOutGuest : texts.auth.signedOut);
  return c.redirect("/auth/login", 303);
}
