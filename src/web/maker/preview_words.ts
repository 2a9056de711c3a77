/** What could not be met, as sentences. */
import type { PlanReport, PlanView } from "#core/maker/plan_view.ts";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";
import { madeOnce } from "#ui/text/made_once.ts";

export interface Words {
  view: PlanView;
  locale: Locale;
  texts: Texts;
}

/** A sentence, and the person whom it leads to. */
export interface Fault {
  text: string;
  person?: string;
}

/** Most serious first. */
export function faultsOf({ view, locale, texts }: Words): Fault[] {
  const { maker } = texts;
  const { report, groups, plan } = view;
  const nameOf = (group: number) => groups[group]!.name;
  const people = (ids: readonly string[]) => listOf(locale, ids.map(nameIn(view)));
  return [
    ...report.close.map(({ people: ids, group }) => ({
      text: format(maker.closeText, { people: people(ids), group: nameOf(group) }),
      person: ids[0],
    })),
    ...report.split.map(({ people: ids, groups: places }) => ({
      text: format(maker.splitText, {
        people: people(ids),
        groups: listOf(locale, places.map(nameOf)),
      }),
      person: ids[0],
    })),
    ...report.again.map(({ people: ids, group }) => ({
      text: format(maker.againText, { people: people(ids), group: nameOf(group) }),
      person: ids[0],
    })),
    ...report.uneven.map((group) => ({
      text: format(maker.unevenText, {
        group: nameOf(group),
        attribute: plan.attribute?.key ?? "",
      }),
      person: groups[group]!.people[0],
    })),
  ];
}

/** Rules that cannot all be met, and why. */
export function contradictionsOf({ view, locale, texts: { maker } }: Words): string[] {
  const whys: Record<PlanReport["contradictions"][number]["why"], string> = {
    apart: maker.whyApart,
    size: maker.whySize,
    groups: maker.whyGroups,
    earlier: maker.whyEarlier,
  };
  const rules = (given: readonly (readonly string[])[]) =>
    given.map((ids) => listOf(locale, ids.map(nameIn(view)))).join("; ");
  return view.report.contradictions.map(({ why, together, apart }) =>
    format(whys[why], { together: rules(together), apart: rules(apart) }),
  );
}

/** Someone's name, with what tells them apart from others of the same name. */
export function nameIn({ people }: PlanView): (id: string) => string {
  return (id) => {
    const { name = "", mark = "" } = people.get(id) ?? {};
    return mark ? `${name} (${mark})` : name;
  };
}

const listFormat = madeOnce((locale: string) => new Intl.ListFormat(locale));

/** Ada, Ben and Carla, in the language. */
export function listOf(locale: Locale, names: readonly string[]): string {
  return listFormat(locale).format(names);
}
