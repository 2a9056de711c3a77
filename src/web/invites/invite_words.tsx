/** How an invite is called, for staff. */
import type { Invite } from "#core/invites/invites.ts";
import { Badge } from "#ui/parts/badge.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";

type EndsProps = { invite: Invite; locale: Locale; texts: Texts["invites"] };

/** When it ends, or why it already has. */
export function Ends({ invite: { state, expiresAt }, locale, texts }: EndsProps) {
  if (state === "open") return <Time iso={expiresAt} locale={locale} />;
  return <Badge>{texts.states[state]}</Badge>;
}

/** What staff call it; one without a name goes by its group. */
export function nameOf(
  { title, groupName }: Pick<Invite, "title" | "groupName">,
  texts: Texts["invites"],
): string {
  return title || groupName || texts.untitled;
}
