import { lastCheckpoint } from "#core/audit/checkpoints.ts";
import { whoLookedIntoOwn } from "#core/audit/who_looked.ts";
import { notFound } from "#core/refusals.ts";
import { nextPath } from "../auth/next_path.ts";
import { readForm } from "../http/form.ts";
import { accessibilityPath, logoPath, staffAccessPath } from "../http/identity.ts";
import { renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import type { SignedInVisit, Visit } from "../http/visit.ts";
import { AccessibilityPage } from "./accessibility_page.tsx";
import { endFirstVisit } from "./first_visit.ts";
import { StaffAccessPage } from "./staff_access_page.tsx";

const policy = "public";

export const aboutRoutes = [
  page({ method: "GET", path: staffAccessPath, policy, handle: showStaffAccess }),
  page({
    method: "POST",
    path: `${staffAccessPath}/seen`,
    policy: "signed_in",
    handle: noteSeen,
  }),
  page({ method: "GET", path: accessibilityPath, policy, handle: showAccessibility }),
  page({ method: "GET", path: logoPath, policy, handle: serveLogo }),
];

/** The newest looks; a page of their own has all of them. */
const looksShown = 3;

async function showStaffAccess(visit: Visit | SignedInVisit): Promise<Response> {
  const looked =
    "context" in visit ? await whoLookedIntoOwn(visit.context, { limit: looksShown }) : undefined;
  const checkpoint = "context" in visit ? await lastCheckpoint(visit.context) : undefined;
  return renderPage(visit, {
    title: visit.texts.about.staffPage.title,
    wide: true,
    content: <StaffAccessPage {...visit} looked={looked} checkpoint={checkpoint} />,
  });
}

function showAccessibility(visit: Visit): Response {
  return renderPage(visit, {
    title: visit.texts.about.accessibilityPage.title,
    wide: true,
    content: <AccessibilityPage {...visit} />,
  });
}

/** The notice of the first visit was read. */
async function noteSeen(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  endFirstVisit(visit, visit.actor.id);
  return visit.c.redirect(nextPath(form.text("next")), 303);
}

/** Its own policy, because a drawing has styles within it, and may be opened by itself. */
const picturePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** @throws {Refusal} not_found, if there is no logo */
function serveLogo({ c, config }: Visit): Response {
  const { logo } = config.institution;
  if (!logo) throw notFound();
  const isNamed = c.req.query("v") === logo.version;
  return new Response(logo.bytes, {
    headers: {
      "Content-Type": logo.type,
      "Content-Security-Policy": picturePolicy,
      "Cache-Control": isNamed ? "public, max-age=31536000, immutable" : "no-cache",
    },
  });
}
