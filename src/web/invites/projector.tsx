/** An invite for everyone in the room: as large as the screen, without anything else. */
import { getInvite } from "#core/invites/invites.ts";
import { notFound } from "#core/refusals.ts";
import { Time } from "#ui/parts/time.tsx";
import { format } from "#ui/text/format.ts";
import { renderBare } from "../http/render.tsx";
import type { SignedInVisit } from "../http/visit.ts";
import { courseNameOf } from "./course_name.ts";
import { addressOf, inviteKeyOf, invitesPath, joinPlace } from "./paths.ts";
import { QrCode } from "./qr_code.tsx";

/** @throws {Refusal} not_found, also for one that has ended */
export async function showProjector(visit: SignedInVisit): Promise<Response> {
  const { context, identity, locale, texts } = visit;
  const { invite } = await getInvite(context, inviteKeyOf(visit));
  if (invite.state !== "open" && invite.state !== "used_up") throw notFound();
  const { invites } = texts;
  const title = format(invites.joinTitle, { course: courseNameOf(visit, invite.courseName) });
  const used = { uses: invite.uses, max: invite.usesMax };
  return renderBare(visit, {
    title,
    live: true,
    content: (
      <main id="content" class="flex min-h-dvh flex-col bg-surface text-body">
        <div class="flex flex-1 flex-wrap items-center justify-center gap-6 p-4 sm:px-6">
          <div class="max-w-prose min-w-[min(100%,16rem)] flex-1">
            <QrCode text={addressOf(visit, invite.link)} label={invites.qrLabel} class="w-full" />
          </div>
          <div class="max-w-prose min-w-[min(100%,16rem)] flex-1 space-y-6">
            {identity.name && <p class="text-2xl font-semibold wrap-anywhere">{identity.name}</p>}
            <h1 class="text-3xl font-semibold wrap-anywhere">{title}</h1>
            <p class="text-2xl text-muted">
              {invites.scan}
              <span class="notranslate block text-3xl font-semibold wrap-anywhere text-body">
                {joinPlace(visit)}
              </span>
              {invites.type}
            </p>
            <LargeCode of={invite.code} />
          </div>
        </div>
        <div class="flex flex-wrap items-center justify-between gap-x-8 gap-y-2 border-t border-line px-4 py-4 text-lg sm:px-6">
          <p class="flex flex-wrap items-center gap-4 even-digits">
            {format(invites.usedBar, used)}
            <progress
              value={invite.uses}
              max={invite.usesMax}
              aria-label={invites.used}
              class="accent-primary"
            />
          </p>
          <p class="flex flex-wrap items-center gap-6">
            <span>
              {invites.ends} <Time iso={invite.expiresAt} locale={locale} />
            </span>
            <a
              href={invitesPath(invite.courseId, invite.id)}
              class="inline-flex min-h-11 items-center text-base text-primary-text underline"
            >
              {invites.close}
            </a>
          </p>
        </div>
      </main>
    ),
  });
}

/** As wide as its place, whatever the screen. */
function LargeCode({ of }: { of: string }) {
  return (
    <svg viewBox="0 0 98 24" class="notranslate w-full font-mono">
      <text x="0" y="18" font-size="18" font-weight="700" fill="currentColor">
        {of}
      </text>
    </svg>
  );
}
