import type { SignInCode } from "#core/identity/codes.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Callout } from "#ui/parts/callout.tsx";
import { Card } from "#ui/parts/card.tsx";
import { FormActions } from "#ui/parts/form.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";

export interface CodePageProps {
  name: string;
  /** What the person signs in with. */
  handle: string;
  given: SignInCode;
  /** What else staff should know of the account, or empty. */
  note: string;
  /** The page where the code is entered. */
  joinAddress: string;
  doneHref: string;
  /** Whether the reader may add another person. */
  addsPeople: boolean;
  locale: Locale;
  texts: Texts;
}

/**
 * A one-time code, which is shown once; it is in no cookie, address or log. Printed, the page is a
 * slip of paper for the person.
 */
export function CodePage(props: CodePageProps) {
  const { name, handle, given, note, joinAddress, doneHref, addsPeople, locale, texts } = props;
  const { users } = texts;
  return (
    <>
      <PageHeader title={format(users.codeTitle, { name })} />
      <div data-paper class="max-w-xl space-y-6">
        {note && (
          <div class="print:hidden">
            <Callout kind="warning">
              <p>{note}</p>
            </Callout>
          </div>
        )}
        <p class="max-w-prose text-muted print:hidden">{users.codeLead}</p>
        <Card>
          <p
            id="code"
            class="notranslate rounded bg-sunken p-4 text-center font-mono text-xl break-all text-body select-all sm:text-2xl"
          >
            {given.code}
          </p>
          <dl class="grid grid-cols-[auto_1fr] max-[20rem]:grid-cols-1 gap-x-4 gap-y-1 text-sm">
            <dt class="text-muted">{users.codeFor}</dt>
            <dd class="min-w-0 wrap-anywhere text-body">
              {name}, {handle}
            </dd>
            <dt class="text-muted">{users.codeAt}</dt>
            <dd class="min-w-0 wrap-anywhere text-body">{joinAddress}</dd>
            <dt class="text-muted">{users.codeUntil}</dt>
            <dd class="text-body">
              <Time iso={given.expiresAt} locale={locale} look="day" />
            </dd>
          </dl>
          <div class="print:hidden">
            <FormActions>
              <Button type="button" data-print data-script-only hidden>
                <Icon of="Printer" />
                {users.codePrint}
              </Button>
              <Button
                type="button"
                data-copy="code"
                data-copied={users.codeCopied}
                data-script-only
                hidden
              >
                <Icon of="Copy" />
                <span aria-live="polite">{users.codeCopy}</span>
              </Button>
              <ButtonLink href={doneHref} look="primary">
                {users.codeDone}
              </ButtonLink>
            </FormActions>
          </div>
        </Card>
        {addsPeople && (
          <p class="print:hidden">
            <ButtonLink href="/users/create">{users.createAnother}</ButtonLink>
          </p>
        )}
      </div>
    </>
  );
}
