import type { CodeUse } from "#core/identity/codes.ts";
import { networkText } from "../auth/code_use.ts";
import { Card } from "#ui/parts/card.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";

interface CodesProps {
  uses: readonly CodeUse[];
  locale: Locale;
  texts: Texts;
}

/** Which one-time codes were used for the account, who gave them, and from where they were used. */
export function CodesCard({ uses, locale, texts }: CodesProps) {
  const { account, common } = texts;
  if (uses.length === 0) return null;
  return (
    <div id="codes" class="scroll-mt-4">
      <Card title={account.codesTitle}>
        <p class="text-sm text-muted">{account.codesLead}</p>
        <ul class="divide-y divide-line">
          {uses.map((use) => (
            <li key={use.id} class="py-3 text-sm">
              <p class="text-body">
                {account.codeUsed} <Time iso={use.usedAt} locale={locale} />, {account.codeFrom}{" "}
                <span class="font-mono wrap-anywhere">{networkText(use, texts)}</span>
              </p>
              <p class="text-muted">
                {use.isOwn ? account.linkIssued : account.codeIssued}{" "}
                <Time iso={use.issuedAt} locale={locale} />
                {!use.isOwn && `, ${account.codeBy} ${use.issuerName ?? common.deletedUser}`}
              </p>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
