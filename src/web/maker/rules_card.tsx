import type { ComponentChildren } from "preact";
import type { RuleKind } from "#core/maker/plan.ts";
import { ButtonLink } from "#ui/parts/button.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { format, plural } from "#ui/text/format.ts";
import type { PreviewProps } from "./preview_props.ts";
import { listOf, nameIn } from "./preview_words.ts";

/** What the groups were made by, and how far it was met. */
export function RulesCard(props: PreviewProps) {
  const { view, path, texts } = props;
  const { maker } = texts;
  const { attribute, earlier, together, apart } = view.plan;
  return (
    <section aria-labelledby="rules" class="space-y-3 rounded border border-line bg-raised p-4">
      <Facts {...props} />
      <h2 id="rules" class="font-semibold text-body">
        {maker.rules}
      </h2>
      {together.length + apart.length === 0 && <p class="text-sm text-muted">{maker.noRules}</p>}
      <ul class="space-y-2 text-sm">
        {attribute && <AttributeRule {...props} />}
        {earlier.length > 0 && <NewFaces {...props} />}
        <PeopleRules kind="apart" {...props} />
        <PeopleRules kind="together" {...props} />
      </ul>
      <ButtonLink href={`${path}/rule`}>
        <Icon of="Plus" class="size-4" />
        {maker.ruleAdd}
      </ButtonLink>
    </section>
  );
}

function Facts({ view, course, locale, texts: { maker } }: PreviewProps) {
  const { plan, groups } = view;
  const people = groups.reduce((sum, group) => sum + group.people.length, 0);
  return (
    <dl class="space-y-1 text-sm">
      {plan.set && <Fact term={maker.set}>{plan.set}</Fact>}
      <Fact term={maker.who}>{whoText({ plan, course, maker })}</Fact>
      <Fact term={maker.count}>
        {plural(locale, maker.groupCount, groups.length)},{" "}
        {plural(locale, maker.peopleCount, people)}
      </Fact>
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ComponentChildren }) {
  return (
    <div>
      <dt class="text-xs text-muted">{term}</dt>
      <dd class="wrap-anywhere text-body">{children}</dd>
    </div>
  );
}

interface WhoProps {
  plan: PreviewProps["view"]["plan"];
  course: PreviewProps["course"];
  maker: PreviewProps["texts"]["maker"];
}

function whoText({ plan: { who }, course, maker }: WhoProps): string {
  const [kind, id] = who.split(":");
  const set = course.sets.find((one) => one.id === id)?.name ?? "";
  if (kind === "in") return format(maker.whoIn, { set });
  if (kind === "free") return set ? format(maker.whoFreeOf, { set }) : maker.whoFree;
  return kind === "all" ? maker.whoAll : maker.whoPicked;
}

/** @param fault empty if it is met everywhere */
function Rule({ text, fault, met }: { text: string; fault: string; met: string }) {
  return (
    <li class="wrap-anywhere text-body">
      {text}
      <span class={`flex items-center gap-1 ${fault ? "text-warning-text" : "text-muted"}`}>
        <Icon of={fault ? "TriangleAlert" : "Check"} class="size-4 shrink-0" />
        {fault || met}
      </span>
    </li>
  );
}

function AttributeRule({ view, locale, texts: { maker } }: PreviewProps) {
  const { key, mode } = view.plan.attribute!;
  const { uneven } = view.report;
  const text = format(mode === "balance" ? maker.balanceOf : maker.spreadOf, { attribute: key });
  const fault = uneven.length > 0 ? plural(locale, maker.groupsUneven, uneven.length) : "";
  return <Rule text={text} fault={fault} met={maker.metAll} />;
}

function NewFaces({ view, course, locale, texts: { maker } }: PreviewProps) {
  const sets = course.sets.filter(({ id }) => view.plan.earlier.includes(id));
  const text = format(maker.newFaces, {
    sets: listOf(
      locale,
      sets.map(({ name }) => name),
    ),
  });
  const { again } = view.report;
  const fault = again.length > 0 ? plural(locale, maker.pairsAgain, again.length) : "";
  return <Rule text={text} fault={fault} met={maker.metAll} />;
}

function PeopleRules({ kind, view, path, locale, texts }: PreviewProps & { kind: RuleKind }) {
  const { maker } = texts;
  const label = kind === "together" ? maker.ruleTogether : maker.ruleApart;
  const groups = new Map(view.groups.flatMap((group) => group.people.map((id) => [id, group])));
  return (
    <>
      {view.plan[kind].map((ids, number) => {
        const here = ids.filter((id) => view.people.has(id));
        const people = listOf(locale, here.map(nameIn(view)));
        const places = here.map((id) => groups.get(id)).filter((group) => group !== undefined);
        const wanted = kind === "together" ? Math.min(1, places.length) : places.length;
        const isMet = new Set(places).size === wanted;
        return (
          <li key={number} class="wrap-anywhere text-body">
            {label}: {people}
            <span class="flex items-center gap-2">
              <span
                class={`flex flex-1 items-center gap-1 ${isMet ? "text-muted" : "text-warning-text"}`}
              >
                <Icon of={isMet ? "Check" : "TriangleAlert"} class="size-4 shrink-0" />
                {isMet ? maker.metAll : maker.metNot}
              </span>
              <a
                href={`${path}/rule?kind=${kind}&number=${number}`}
                class="inline-flex min-h-11 items-center text-primary-text underline underline-offset-2 sm:min-h-8"
              >
                {maker.ruleEdit}
                <span class="sr-only">: {people}</span>
              </a>
            </span>
          </li>
        );
      })}
    </>
  );
}
