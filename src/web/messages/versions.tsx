import type { MessageVersion } from "#core/messages/versions.ts";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";

interface VersionsProps {
  versions: MessageVersion[];
  locale: Locale;
  texts: Texts;
}

/** What a message said before, oldest first, each with what ended it. */
export function Versions({ versions, locale, texts }: VersionsProps) {
  const { chat, removing } = texts;
  if (versions.length === 0) return <p class="text-muted">{removing.noVersions}</p>;
  return (
    <>
      <p class="text-sm text-muted">{removing.versionsLogged}</p>
      <ol class="space-y-4">
        {versions.map(({ revision, content, change, reason, at, byName, byRule }) => (
          <li key={revision} class="space-y-1">
            <p class="text-sm text-muted">
              {byRule === 1
                ? removing.untilRule
                : format(removing.until[change], { name: byName || chat.deletedUser })}{" "}
              <Time iso={at} locale={locale} />
            </p>
            <p
              dir="auto"
              class="max-w-156 rounded border border-line bg-sunken p-3 text-body written-text"
            >
              {content}
            </p>
            {reason && (
              <p dir="auto" class="text-sm wrap-anywhere">
                {format(chat.removedReason, { reason })}
              </p>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
