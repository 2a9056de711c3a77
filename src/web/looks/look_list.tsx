import type { Look } from "#core/audit/who_looked.ts";
import { LookRow } from "#ui/parts/look_row.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";

interface LookListProps {
  looks: readonly Look[];
  /** Of several groups, so that each row names its own. */
  several?: boolean;
  locale: Locale;
  texts: Texts;
}

/** Looks into groups, newest first. */
export function LookList({ looks, several = false, locale, texts }: LookListProps) {
  return (
    <ul class="divide-y divide-line">
      {looks.map((look) => (
        <LookRow
          key={look.id}
          look={look}
          time={(iso, form) => <Time iso={iso} look={form} locale={locale} />}
          group={several && <GroupLink {...look.conversation} />}
          locale={locale}
          texts={texts.looks}
        />
      ))}
    </ul>
  );
}

function GroupLink({ id, name }: Look["conversation"]) {
  return (
    <a href={`/conversations/${id}`} class="notranslate text-primary-text hover:underline">
      {name}
    </a>
  );
}
