import type { GroupMode } from "#wire/views.ts";
import { Icon } from "#ui/parts/icon.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";

interface ModeLineProps {
  mode: GroupMode;
  locale: Locale;
  texts: Texts;
}

/** Who may write in a group, until when, and why. */
export function ModeLine({ mode: { kind, until, reason }, locale, texts }: ModeLineProps) {
  const { modes } = texts;
  const name = modes.names[kind];
  return (
    <p class="flex flex-wrap items-center gap-x-2 text-sm">
      <Icon of="Clock" />
      <span class="font-medium text-body">
        {until === undefined ? name : format(modes.stateUntil, { mode: name })}{" "}
        {until !== undefined && <Time iso={until} locale={locale} />}
      </span>
      {reason && (
        <q dir="auto" class="text-muted">
          {reason}
        </q>
      )}
    </p>
  );
}
