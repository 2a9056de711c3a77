/** The tables of a preview and of a result. */
import type { ChangeKind, GroupRef, PlannedChange } from "#core/roster/plan.ts";
import type { UnusableRow } from "#core/roster/rows.ts";
import { Badge } from "#ui/parts/badge.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { Cell, Row, Table } from "#ui/parts/table.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural, type Plural } from "#ui/text/format.ts";
import type { ComponentChildren } from "preact";

/** More would make a long page; the download has all. */
const shownMost = 50;

interface PartProps {
  locale: Locale;
  texts: Texts;
}

export interface SectionProps {
  id: string;
  title: string;
  hint: string;
  children: ComponentChildren;
}

export function Section({ id, title, hint, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} class="scroll-mt-4 space-y-2">
      <div class="flex flex-wrap items-baseline gap-x-3">
        <h2 id={`${id}-title`} class="font-semibold text-body">
          {title}
        </h2>
        <p class="text-sm text-muted">{hint}</p>
      </div>
      {children}
    </section>
  );
}

interface UnusableProps extends PartProps {
  rows: readonly UnusableRow[];
  /** Whether it is over, so that nothing can be corrected. */
  isOver?: boolean;
  children?: ComponentChildren;
}

export function UnusableSection({ rows, isOver, locale, texts, children }: UnusableProps) {
  if (rows.length === 0) return null;
  const { roster, refusals } = texts;
  const shown = rows.slice(0, shownMost);
  return (
    <Section
      id="unusable"
      title={roster.unusableTitle}
      hint={plural(locale, isOver ? roster.rows : roster.unusableHint, rows.length)}
    >
      <Table caption={roster.unusableTitle} headings={[roster.line, roster.onList, roster.why]}>
        {shown.map(({ line, text, reason, params }) => (
          <Row key={`${line} ${text}`}>
            <Cell heading={roster.line} class="even-digits text-muted md:w-20">
              {line}
            </Cell>
            <Cell class="wrap-anywhere">{text}</Cell>
            <Cell heading={roster.why}>{format(refusals[reason], params)}</Cell>
          </Row>
        ))}
      </Table>
      <More of={rows.length} locale={locale} texts={texts} />
      {children}
    </Section>
  );
}

function More({ of, locale, texts }: PartProps & { of: number }) {
  if (of <= shownMost) return null;
  return <p class="text-sm text-muted">{plural(locale, texts.roster.more, of - shownMost)}</p>;
}

interface ChangesProps extends PartProps {
  changes: readonly PlannedChange[];
  isOver?: boolean;
}

type Words = Texts["roster"];

/** In the order of the page. */
const changeParts = (words: Words): { kind: ChangeKind; title: string; hint: Plural }[] => [
  { kind: "new", title: words.newTitle, hint: words.newHint },
  { kind: "account", title: words.accountTitle, hint: words.accountHint },
  { kind: "change", title: words.changeTitle, hint: words.changeHint },
  { kind: "leave", title: words.leaves, hint: words.sameHint },
  { kind: "same", title: words.sameTitle, hint: words.sameHint },
];

export function ChangeSections({ changes, isOver, locale, texts }: ChangesProps) {
  const byKind = Map.groupBy(changes, ({ kind }) => kind);
  return (
    <>
      {changeParts(texts.roster).map(({ kind, title, hint }) => {
        const own = byKind.get(kind) ?? [];
        if (own.length === 0) return null;
        const { roster } = texts;
        return (
          <Section
            key={kind}
            id={kind}
            title={title}
            hint={plural(locale, isOver ? roster.sameHint : hint, own.length)}
          >
            <Table caption={title} headings={[roster.line, roster.person, roster.groups]}>
              {own.slice(0, shownMost).map((change) => (
                <ChangeRow key={`${change.line} ${change.userId}`} change={change} texts={texts} />
              ))}
            </Table>
            <More of={own.length} locale={locale} texts={texts} />
          </Section>
        );
      })}
    </>
  );
}

function ChangeRow({ change, texts: { roster } }: { change: PlannedChange; texts: Texts }) {
  const { line, name, email, role, newRole, likeStaff, joins, leaves } = change;
  return (
    <Row>
      <Cell heading={line > 0 ? roster.line : undefined} class="even-digits text-muted md:w-20">
        {line || ""}
      </Cell>
      <Cell>
        <span class="flex flex-wrap items-center gap-2 wrap-anywhere text-body">
          {name || email}
          {role === "tutor" && (
            <Badge look="neutral">{newRole ? roster.becomesTutor : roster.asTutor}</Badge>
          )}
        </span>
        {likeStaff && (
          <span class="block text-xs wrap-anywhere text-warning-text">
            {format(roster.likeStaff, { name: likeStaff })}
          </span>
        )}
        {name && email && <span class="block text-xs wrap-anywhere text-muted">{email}</span>}
      </Cell>
      <Cell heading={roster.groups}>
        <Move from={leaves} to={joins} texts={roster} isIn={change.kind === "same"} />
      </Cell>
    </Row>
  );
}

interface MoveProps {
  from: readonly GroupRef[];
  to: readonly GroupRef[];
  isIn: boolean;
  texts: Texts["roster"];
}

function Move({ from, to, isIn, texts }: MoveProps) {
  if (from.length === 0 && to.length === 0) {
    return <span class="text-muted">{isIn ? "" : texts.noGroup}</span>;
  }
  const names = (groups: readonly GroupRef[]) => groups.map(({ name }) => name).join(", ");
  return (
    <span class="flex min-w-0 flex-wrap items-center gap-x-2 wrap-anywhere">
      {from.length > 0 && <span>{names(from)}</span>}
      {from.length > 0 && <Icon of="ArrowRight" class="size-4 text-muted" />}
      <span class={to.length > 0 ? "font-semibold" : "text-muted"}>
        {names(to) || texts.noGroup}
      </span>
    </span>
  );
}
