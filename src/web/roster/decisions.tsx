/** What the teacher decides before the list is imported. */
import type { Typo } from "#core/roster/plan.ts";
import { Cell, Row, Table } from "#ui/parts/table.tsx";
import { Time } from "#ui/parts/time.tsx";
import { format, plural } from "#ui/text/format.ts";
import { Section } from "./preview_parts.tsx";
import type { PreviewProps } from "./preview_props.ts";

type Props = Pick<PreviewProps, "preview" | "locale" | "texts">;

/** A course may have thousands of people who are not on a list. */
const missingMost = 300;
const groupsNamed = 20;

export function MakeGroups({ preview, locale, texts: { roster } }: Props) {
  const { unknownGroups } = preview.plan;
  if (unknownGroups.length === 0) return null;
  const names = unknownGroups.slice(0, groupsNamed).join(", ");
  const more = unknownGroups.length > groupsNamed ? " …" : "";
  return (
    <div class="rounded border border-line p-4">
      <input type="hidden" name="groups-asked" value="yes" />
      <label class="flex min-h-10 items-center gap-3">
        <input
          type="checkbox"
          name="make-groups"
          checked={preview.makeGroups}
          class="size-5 shrink-0"
          aria-describedby="make-groups-hint"
        />
        <span class="font-medium text-body">
          {plural(locale, roster.makeGroups, unknownGroups.length)}
        </span>
      </label>
      <p id="make-groups-hint" class="pl-8 text-sm wrap-anywhere text-muted">
        {format(roster.makeGroupsHint, { names: names + more })}
      </p>
    </div>
  );
}

export function TypoSection({ preview, locale, texts: { roster } }: Props) {
  const { typos } = preview.plan;
  if (typos.length === 0) return null;
  const { line, onList, alreadyHere, samePerson } = roster;
  return (
    <Section
      id="typos"
      title={roster.typoTitle}
      hint={plural(locale, roster.typoHint, typos.length)}
    >
      <Table caption={roster.typoTitle} headings={[line, onList, alreadyHere, samePerson]}>
        {typos.map((typo) => (
          <TypoRow key={typo.line} typo={typo} texts={roster} />
        ))}
      </Table>
    </Section>
  );
}

function TypoRow({ typo, texts }: { typo: Typo; texts: Props["texts"]["roster"] }) {
  const { line, listed, here, isSame } = typo;
  const groups = here.groups.map(({ name }) => name).join(", ");
  return (
    <Row>
      <Cell heading={texts.line} class="even-digits text-muted md:w-20">
        <input type="hidden" name="typo" value={line} />
        {line}
      </Cell>
      <Cell heading={texts.onList}>
        <span class="block wrap-anywhere">{listed.name}</span>
        <Compared text={listed.email} other={here.email} />
      </Cell>
      <Cell heading={texts.alreadyHere}>
        <span class="block wrap-anywhere">{here.name}</span>
        <Compared text={here.email} other={listed.email} />
        {groups && <span class="block text-xs wrap-anywhere text-muted">{groups}</span>}
      </Cell>
      <Cell>
        <fieldset class="flex flex-wrap gap-x-4">
          <legend class="sr-only">{texts.samePerson}</legend>
          {(["yes", "no"] as const).map((value) => (
            <label key={value} class="flex min-h-10 items-center gap-2 text-sm whitespace-nowrap">
              <input
                type="radio"
                name={`same-${line}`}
                value={value}
                checked={isSame === (value === "yes")}
                class="size-5"
              />
              {value === "yes" ? texts.isSame : texts.isNew}
            </label>
          ))}
        </fieldset>
      </Cell>
    </Row>
  );
}

/** An address with the letters marked in which it differs. */
function Compared({ text, other }: { text: string; other: string }) {
  let start = 0;
  while (start < text.length && text[start] === other[start]) start += 1;
  let end = 0;
  const most = Math.min(text.length, other.length) - start;
  while (end < most && text.at(-1 - end) === other.at(-1 - end)) end += 1;
  const middle = text.slice(start, text.length - end);
  return (
    <span class="block text-xs wrap-anywhere text-muted">
      {text.slice(0, start)}
      {middle && <mark class="bg-warning-soft text-warning-text">{middle}</mark>}
      {text.slice(text.length - end)}
    </span>
  );
}

export function MissingSection({ preview, locale, texts: { roster } }: Props) {
  const { missing } = preview.plan;
  if (missing.length === 0) return null;
  const shown = missing
    .toSorted((a, b) => Number(b.leaves) - Number(a.leaves))
    .slice(0, missingMost);
  return (
    <Section id="missing" title={roster.missingTitle} hint={roster.missingHint}>
      <Table
        caption={roster.missingTitle}
        headings={[roster.leaves, roster.person, roster.groups, roster.since]}
      >
        {shown.map((person) => (
          <Row key={person.id}>
            <Cell class="md:w-36">
              <label class="flex min-h-10 items-center gap-2">
                <input
                  type="checkbox"
                  name="leave"
                  value={person.id}
                  checked={person.leaves}
                  class="size-5"
                />
                <span class="min-w-0 wrap-anywhere md:sr-only">
                  {format(roster.leaveLabel, { name: person.name })}
                </span>
              </label>
            </Cell>
            <Cell class="wrap-anywhere">{person.name}</Cell>
            <Cell heading={roster.groups} class="wrap-anywhere text-muted">
              {[
                ...(person.groups.map(({ name }) => name).length > 0
                  ? person.groups.map(({ name }) => name)
                  : [roster.noGroup]),
                person.written > 0
                  ? plural(locale, roster.messages, person.written)
                  : roster.noMessages,
              ].join(", ")}
            </Cell>
            <Cell heading={roster.since} class="text-muted">
              <Time iso={person.joinedAt} locale={locale} look="day" />
            </Cell>
          </Row>
        ))}
      </Table>
      {missing.length > missingMost && (
        <p class="text-sm text-muted">
          {plural(locale, roster.missingMore, missing.length - missingMost)}
        </p>
      )}
    </Section>
  );
}
