import { Button } from "#ui/parts/button.tsx";
import { flash } from "../flash.ts";
import { renderPage } from "../render.tsx";
import { clearSessionCookie } from "../session_cookie.ts";
import type { SignedInVisit, Visit } from "../visit.ts";
import { AuthCard } from "./auth_card.tsx";
import { leave } from "./enter.ts";

/** Following a link changes nothing: the page shows the one button that does. */
export function showSignOut(visit: SignedInVisit): Response {
  const { texts } = visit;
  return renderPage(visit, {
    title: texts.auth.signOutTitle,
    content: (
      <AuthCard
        title={texts.auth.signOutTitle}
        lead={texts.auth.signOutLead}
        brand={false}
        texts={texts}
      >
        <form method="post" action="/auth/logout">
          <Button look="primary" class="w-full">
            {texts.auth.signOut}
          </Button>
        </form>
      </AuthCard>
    ),
  });
}

export async function doSignOut(visit: Visit): Promise<Response> {
  const { actor, app, c, texts } = visit;
  if (actor) await leave(visit, actor);
  clearSessionCookie(app, c);
  flash(visit, "info", texts.auth.signedOut);
  return c.redirect("/auth/login", 303);
}
