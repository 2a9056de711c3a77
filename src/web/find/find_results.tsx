import type { ComponentChildren } from "preact";
import type { Found } from "#core/people/find.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { CutName } from "#ui/parts/cut_name.tsx";
import { GroupMark } from "#ui/parts/group_mark.tsx";
import { roleTexts } from "#ui/parts/role_badges.tsx";
import type { Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";

export interface FindResultsProps {
  /** What was searched for; empty for suggestions. */
  query: string;
  found: Found;
  /** Within a list box, whose field keeps the focus while the arrow keys choose. */
  asOptions?: boolean;
  texts: Texts;
}

/** What a search by name has found, as links. */
export function FindResults(props: FindResultsProps) {
  const { query, found, asOptions = false, texts } = props;
  const { groups, people } = found;
  if (groups.length + people.length === 0) {
    return (
      <p
        role={asOptions ? undefined : "status"}
        data-nothing
        class="px-3 py-4 text-list text-muted"
      >
        {query === "" ? texts.find.nothingYet : format(texts.find.nothing, { query })}
      </p>
    );
  }
  return (
    <>
      {groups.length > 0 && (
        <Section id="found-groups" title={texts.find.groups} asOptions={asOptions}>
          {groups.map(({ id, name }) => (
            <Row key={id} href={`/chat/${id}`} id={id} asOptions={asOptions}>
              <GroupMark name={name} />
              <CutName name={name} />
            </Row>
          ))}
        </Section>
      )}
      {people.length > 0 && (
        <Section id="found-people" title={texts.find.people} asOptions={asOptions}>
          {people.map(({ id, name, role, places, handle, mark }) => (
            <Row key={id} href={`/people/${id}`} id={id} asOptions={asOptions}>
              <Avatar id={id} name={name} size="small" />
              <CutName name={name} />
              <span class="flex max-w-1/2 min-w-0 text-xs text-muted">
                <CutName
                  name={
                    handle ?? mark ?? roleTexts({ role, places, texts: texts.common }).join(", ")
                  }
                />
              </span>
            </Row>
          ))}
        </Section>
      )}
    </>
  );
}

interface SectionProps {
  id: string;
  title: string;
  asOptions: boolean;
  children: ComponentChildren;
}

function Section({ id, title, asOptions, children }: SectionProps) {
  return (
    <div role="group" aria-labelledby={id}>
      <p
        id={id}
        role={asOptions ? "presentation" : undefined}
        class="px-3 pt-3 pb-1 text-xs font-medium text-muted"
      >
        {title}
      </p>
      <ul role={asOptions ? "presentation" : undefined}>{children}</ul>
    </div>
  );
}

interface RowProps {
  id: string;
  href: string;
  asOptions: boolean;
  children: ComponentChildren;
}

function Row({ id, href, asOptions, children }: RowProps) {
  return (
    <li role={asOptions ? "presentation" : undefined}>
      <a
        id={asOptions ? `found-${id}` : undefined}
        href={href}
        role={asOptions ? "option" : undefined}
        aria-selected={asOptions ? "false" : undefined}
        tabIndex={asOptions ? -1 : undefined}
        class="group/row flex min-h-11 items-center gap-2.5 rounded px-3 text-list hover:bg-hover aria-selected:bg-primary-soft sm:min-h-9"
      >
        {children}
      </a>
    </li>
  );
}
