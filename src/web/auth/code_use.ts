/** Tells people that a one-time code was used for their account. */
import { type CodeUse, recentCodeUse } from "#core/identity/codes.ts";
import type { Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";
import { timeText } from "#ui/text/time_text.ts";
import { flash } from "../http/flash.ts";
import type { Visit } from "../http/visit.ts";

/** For some time after a code was used, every sign-in tells of it. */
export async function flashRecentCodeUse(visit: Visit, userId: string): Promise<void> {
  const use = await recentCodeUse(visit.services, userId);
  if (use) flashCodeUse(visit, use);
}

/** The network address, if the server knew it. */
export function networkText({ usedFrom }: CodeUse, { auth }: Texts): string {
  return usedFrom === "unknown" ? auth.unknownNetwork : usedFrom;
}

export function flashCodeUse(visit: Visit, use: CodeUse): void {
  const { locale, texts } = visit;
  const { auth, common } = texts;
  const zone = "UTC";
  const day = (iso: string) => timeText(iso, { look: "moment", locale, zone });
  const text = format(use.isOwn ? auth.linkUsed : auth.codeUsed, {
    issuer: use.issuerName ?? common.deletedUser,
    issued: day(use.issuedAt),
    used: day(use.usedAt),
    network: networkText(use, texts),
  });
  flash(visit, "info", { text, links: [{ href: "/account#codes", label: auth.codeUsedMore }] });
}
