import type { Reason } from "#wire/refusal_texts.ts";
import type { Texts } from "#ui/text/catalogue.ts";

interface NamedGroup {
  id: string;
  name: string;
  reason?: Reason;
}

interface NamesProps {
  title: string;
  groups: readonly NamedGroup[];
  texts: Texts;
}

/** Names in columns, however many they are. */
export function GroupNames({ title, groups, texts }: NamesProps) {
  if (groups.length === 0) return null;
  return (
    <section class="space-y-2">
      <h2 class="text-lg font-semibold text-body">
        {title} <span class="text-muted even-digits">{groups.length}</span>
      </h2>
      <ul class="grid grid-cols-1 gap-x-6 rounded border border-line bg-raised px-4 py-2 text-sm sm:grid-cols-2">
        {groups.map(({ id, name }) => (
          <li key={id} class="py-1 wrap-anywhere text-body">
            {name || texts.acts.goneGroup}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Those with a reason, and what it is. */
export function Obstacles({ title, groups, texts }: NamesProps) {
  const some = groups.filter(({ reason }) => reason !== undefined);
  if (some.length === 0) return null;
  return (
    <section class="space-y-2">
      <h2 class="text-lg font-semibold text-body">
        {title} <span class="text-muted even-digits">{some.length}</span>
      </h2>
      <ul class="divide-y divide-line rounded border border-line bg-raised text-sm">
        {some.map(({ id, name, reason }) => (
          <li key={id} class="flex flex-wrap gap-x-4 px-4 py-2">
            <span class="min-w-40 flex-1 font-medium wrap-anywhere text-body">
              {name || texts.acts.goneGroup}
            </span>
            <span class="text-muted">{texts.refusals[reason!]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
