import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { flash } from "../http/flash.ts";
import { renderPage } from "../http/render.tsx";
import { clearSessionCookie } from "../http/session_cookie.ts";
import type { SignedInVisit, Visit } from "../http/visit.ts";
import { AuthCard } from "./auth_card.tsx";
import { endBrowserSession } from "./start_session.ts";

/**
 * A link must change nothing, so it leads to a page with a button. The button signs out here or,
 * with `everywhere`, on all devices.
 */
export function showSignOut(visit: SignedInVisit): Response {
  const { actor, texts } = visit;
  const everywhere = visit.c.req.query("everywhere") !== undefined;
  return renderPage(visit, {
    title: texts.auth.signOutTitle,
    content: (
      <AuthCard
        title={texts.auth.signOutTitle}
        lead={actor.role === "guest" ? texts.auth.signOutLeadGuest : texts.auth.signOutLead}
        brand={false}
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
      </AuthCard>
    ),
  });
}

export async function doSignOut(visit: Visit): Promise<Response> {
  const { actor, app, c, texts } = visit;
  if (actor) await endBrowserSession(visit, actor);
  clearSessionCookie(app, c);
  flash(visit, "info", texts.auth.signedOut);
  return c.redirect("/auth/login", 303);
}
