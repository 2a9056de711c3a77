/** One invite: its link, code and QR code, who has used it, and turning it off. */
import { getInvite, type Invite, revokeInvite } from "#core/invites/invites.ts";
import { Question } from "#ui/parts/question.tsx";
import { flash } from "../http/flash.ts";
import { renderPage } from "../http/render.tsx";
import type { SignedInVisit } from "../http/visit.ts";
import { InvitePage } from "./invite_page.tsx";
import { nameOf } from "./invite_words.tsx";
import { addressOf, inviteKeyOf, invitesPath, joinPlace, sectionOf } from "./paths.ts";

/** @throws {Refusal} not_found */
export async function showOne(visit: SignedInVisit): Promise<Response> {
  const { context, locale, texts } = visit;
  const { invite, uses } = await getInvite(context, inviteKeyOf(visit));
  const title = nameOf(invite, texts.invites);
  return renderPage(visit, {
    title,
    section: sectionOf(visit),
    live: true,
    content: (
      <InvitePage
        title={title}
        invite={invite}
        uses={uses}
        address={addressOf(visit, invite.link)}
        place={joinPlace(visit)}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

/** @throws {Refusal} not_found */
export async function askTurnOff(visit: SignedInVisit): Promise<Response> {
  const { context, texts } = visit;
  const { invite } = await getInvite(context, inviteKeyOf(visit));
  const { invites } = texts;
  const path = pathOf(invite);
  return renderPage(visit, {
    title: invites.turnOffTitle,
    section: sectionOf(visit),
    content: (
      <Question
        title={invites.turnOffTitle}
        action={`${path}/off`}
        confirm={invites.turnOffConfirm}
        working={invites.working}
        isDangerous
        cancelHref={path}
        texts={texts.common}
      >
        <p class="font-medium">{nameOf(invite, invites)}</p>
        <p>{invites.turnOffText}</p>
      </Question>
    ),
  });
}

export async function submitTurnOff(visit: SignedInVisit): Promise<Response> {
  const key = inviteKeyOf(visit);
  await revokeInvite(visit.context, key);
  flash(visit, "success", visit.texts.invites.turnedOff);
  return visit.c.redirect(invitesPath(key.courseId, key.id), 303);
}

const pathOf = ({ courseId, id }: Invite) => invitesPath(courseId, id);
