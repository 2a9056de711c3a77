/** Messages that wait for approval, on which staff decide one by one, or several at once. */
import { templatesFor } from "#core/courses/templates.ts";
import { listWaitingPlaces } from "#core/messages/held_places.ts";
import {
  approveSeveral,
  type Decided,
  type HeldQueue,
  listWaiting,
  returnSeveral,
} from "#core/messages/held_queue.ts";
import { queueCounts } from "#core/moderation/cases.ts";
import { Refusal } from "#core/refusals.ts";
import { textIn } from "#ui/removing/template_text.ts";
import { format, plural } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import {
  type FormErrors,
  FormValues,
  readForm,
  type RefusedStatus,
  submitForm,
} from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import type { SignedInVisit } from "../http/visit.ts";
import { HeldPage } from "./held_page.tsx";
import { type HeldPlace, heldPath, placeOf } from "./moderation_nav.tsx";

export function showHeld(visit: SignedInVisit): Promise<Response> {
  const { of = "", after = "" } = visit.c.req.query();
  return render(visit, { place: placeOf(of), after, form: new FormValues() }, { errors: {} });
}

interface Shown {
  place: HeldPlace;
  /** The message after which the part begins; empty for the oldest ones. */
  after: string;
  form: FormValues;
}

async function render(
  visit: SignedInVisit,
  { place, after, form }: Shown,
  { errors, status }: { errors: FormErrors; status?: RefusedStatus },
): Promise<Response> {
  const { context, locale, texts } = visit;
  const waiting = await listWaiting(context, { ...place, after });
  return renderPage(visit, {
    title: texts.approval.title,
    section: "moderation",
    live: status === undefined,
    status,
    scripts: ["groups.js"],
    here: heldPath(place),
    content: (
      <HeldPage
        waiting={waiting}
        place={place}
        after={after}
        places={await listWaitingPlaces(context)}
        counts={await queueCounts(context)}
        reasons={await reasonsFor(visit, waiting)}
        typed={{ reason: form.text("reason"), template: form.text("template") }}
        errors={errors}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

/** Those of the course, if all that is shown is of one. */
async function reasonsFor(
  { context, locale }: SignedInVisit,
  { held }: HeldQueue,
): Promise<string[]> {
  const [first] = held;
  if (!first || held.some(({ courseId }) => courseId !== first.courseId)) return [];
  return (await templatesFor(context, first.conversationId)).map((one) => textIn(one, locale));
}

/** Decides on one message, or on those that are selected. */
export async function submitHeld(visit: SignedInVisit): Promise<Response> {
  const { context, texts } = visit;
  const form = await readForm(visit);
  const place = placeOf(form.text("of"));
  const [act = "", ...one] = (form.text("one") || form.text("to")).split(" ");
  const chosen = one.length > 0 ? [one.join(" ")] : form.all("member");
  const keys = chosen.flatMap(keyIn);
  return submitForm(
    visit,
    async () => {
      if (act !== "approve" && act !== "return") {
        throw new Refusal("invalid", { reason: "invalid_input" });
      }
      if (keys.length === 0) flash(visit, "info", texts.approval.nothing);
      else if (act === "approve") said(visit, "approved", await approveSeveral(context, keys));
      else said(visit, "returned", await returnSeveral(context, keys, reasonIn(form)));
      return visit.c.redirect(heldPath(place), 303);
    },
    (errors, status) =>
      render(visit, { place, after: form.text("after"), form }, { errors, status }),
  );
}

/** A reason that was typed comes before one that was chosen. */
function reasonIn(form: FormValues): string {
  const typed = form.text("reason");
  return typed.trim() === "" ? form.text("template") : typed;
}

/** The id of a message, and its revision as it was read. */
function keyIn(text: string): { id: string; revision: number }[] {
  const [id = "", revision = ""] = text.split(" ");
  return /^\d{1,9}$/.test(revision) ? [{ id, revision: Number(revision) }] : [];
}

/** What was done, and of what was not, why: someone else may have decided on it meanwhile. */
function said(visit: SignedInVisit, what: "approved" | "returned", { done, refused }: Decided) {
  const { locale, texts } = visit;
  const { approval } = texts;
  if (done.length > 0) flash(visit, "success", plural(locale, approval[what], done.length));
  const [first] = refused;
  if (!first) return;
  const why = texts.refusals[first.reason];
  flash(visit, "error", format(plural(locale, approval.refused, refused.length), { why }));
}
