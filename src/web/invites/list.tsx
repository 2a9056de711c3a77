/** The invites of a course, and the people who wait for approval. */
import { listInvites } from "#core/invites/invites.ts";
import { decideWaiting, listWaiting } from "#core/invites/waiting.ts";
import { Refusal } from "#core/refusals.ts";
import { requireCourse } from "#core/roster/course_rights.ts";
import { Question } from "#ui/parts/question.tsx";
import { plural } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import {
  type FormErrors,
  type FormValues,
  readForm,
  type RefusedStatus,
  submitForm,
} from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { InviteListPage } from "./list_page.tsx";
import { invitesPath, sectionOf } from "./paths.ts";

/** @throws {Refusal} not_found, for all but admins and the course's teachers */
export async function showList(
  visit: SignedInVisit,
  { errors = {}, status }: { errors?: FormErrors; status?: RefusedStatus } = {},
): Promise<Response> {
  const { context, locale, texts } = visit;
  const courseId = pathId(visit);
  const { course, invites } = await listInvites(context, courseId);
  const waiting = await listWaiting(context, courseId);
  return renderPage(visit, {
    title: texts.invites.title,
    section: sectionOf(visit),
    scripts: ["groups.js"],
    status,
    here: invitesPath(courseId),
    live: status === undefined,
    content: (
      <InviteListPage
        course={course}
        invites={invites}
        waiting={waiting}
        errors={errors}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

/** Accepts or declines those who are ticked, one, or all who were shown. */
export async function submitDecision(visit: SignedInVisit): Promise<Response> {
  const { context, locale, texts } = visit;
  const courseId = pathId(visit);
  const form = await readForm(visit);
  await requireCourse(context, courseId);
  const [act = "", ...one] = (form.text("one") || form.text("to")).split(" ");
  const chosen = one.length > 0 ? [one.join(" ")] : chosenBy(form, act);
  const isAccepted = act.startsWith("accept");
  if (chosen.length === 0) return visit.c.redirect(invitesPath(courseId), 303);
  return submitForm(
    visit,
    async () => {
      if (!/^(accept|decline)(-all)?$/.test(act)) {
        throw new Refusal("invalid", { reason: "invalid_input" });
      }
      if (!isAccepted && chosen.length > 1 && !form.has("sure")) {
        return askDecline(visit, courseId, chosen);
      }
      const uses = [...new Set(chosen)].map((text) => {
        const [inviteId = "", userId = ""] = text.split(" ");
        return { inviteId, userId };
      });
      const count = await decideWaiting(context, { courseId, isAccepted, uses });
      const said = isAccepted ? texts.invites.accepted : texts.invites.declined;
      flash(visit, "success", plural(locale, said, count));
      return visit.c.redirect(invitesPath(courseId), 303);
    },
    (errors, status) => showList(visit, { errors, status }),
  );
}

/** All are those whom the page showed, so that nobody is let in unseen. */
function chosenBy(form: FormValues, act: string): string[] {
  if (act === "accept-all") return form.all("clear");
  return act === "decline-all" ? form.all("shown") : form.all("member");
}

function askDecline(visit: SignedInVisit, courseId: string, chosen: readonly string[]): Response {
  const { locale, texts } = visit;
  const title = plural(locale, texts.invites.declineTitle, chosen.length);
  return renderPage(visit, {
    title,
    section: sectionOf(visit),
    here: invitesPath(courseId),
    content: (
      <Question
        title={title}
        action={`/courses/${encodeURIComponent(courseId)}/waiting`}
        fields={{ to: "decline", sure: "yes" }}
        several={{ member: chosen }}
        confirm={texts.invites.declineConfirm}
        working={texts.invites.working}
        isDangerous
        cancelHref={invitesPath(courseId)}
        texts={texts.common}
      >
        <p>{texts.invites.declineText}</p>
      </Question>
    ),
  });
}
