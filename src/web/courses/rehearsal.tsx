/** What a word rule would have found in the last 30 days. */
import { placeOfText, placeText, rehearseRule } from "#core/rules/rehearse.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { RehearsalPage } from "./rehearsal_page.tsx";
import { rulePath } from "./rules.tsx";

/** One step; the address of the next one has what was counted so far. @throws {Refusal} not_found, forbidden */
export async function showRehearsal(visit: SignedInVisit): Promise<Response> {
  const { c, context, locale, texts } = visit;
  const key = { courseId: pathId(visit), id: pathId(visit, "ruleId") };
  const from = placeOfText(c.req.query("from") ?? "");
  const rehearsal = await rehearseRule(context, key, from);
  const before = from
    ? { searched: counted(visit, "searched"), found: counted(visit, "found") }
    : none;
  const totals = {
    searched: before.searched + rehearsal.searched,
    found: before.found + rehearsal.found,
  };
  const path = rulePath(key);
  return renderPage(visit, {
    title: texts.rules.rehearsalTitle,
    section: "groups",
    content: (
      <RehearsalPage
        rehearsal={rehearsal}
        totals={totals}
        path={path}
        next={
          rehearsal.next &&
          `${path}/rehearsal?${new URLSearchParams({
            from: placeText(rehearsal.next),
            searched: String(totals.searched),
            found: String(totals.found),
          })}`
        }
        locale={locale}
        texts={texts}
      />
    ),
  });
}

const none = { searched: 0, found: 0 };

/** In earlier steps; what is no number counts as nothing. */
function counted({ c }: SignedInVisit, name: "searched" | "found"): number {
  const text = c.req.query(name) ?? "";
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
