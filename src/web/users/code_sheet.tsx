import type { FirstCode } from "#core/people/first_codes.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { plural } from "#ui/text/format.ts";

export interface CodeSheetProps {
  codes: readonly FirstCode[];
  /** The page where a code is entered. */
  joinAddress: string;
  /** From where the table is downloaded. */
  file: string;
  doneHref: string;
  locale: Locale;
  texts: Texts;
}

/** Codes that are shown once. Printed, it is a sheet of slips to cut apart, one for each person. */
export function CodeSheet(props: CodeSheetProps) {
  const { codes, file, doneHref, locale, texts } = props;
  const { users } = texts;
  return (
    <>
      <div class="space-y-4 print:hidden">
        <PageHeader title={users.firstCodesSheet}>
          <Button type="button" data-print data-script-only hidden>
            <Icon of="Printer" />
            {users.codePrint}
          </Button>
          <ButtonLink href={file} download="codes.csv">
            {users.codesFile}
          </ButtonLink>
          <ButtonLink href={doneHref} look="primary">
            {users.codeDone}
          </ButtonLink>
        </PageHeader>
        <p class="max-w-prose text-muted">
          {plural(locale, users.firstCodesCount, codes.length)} {users.firstCodesOnce}
        </p>
      </div>
      <ul
        data-paper
        class="grid grid-cols-1 gap-3 sm:grid-cols-2 xl:grid-cols-3 print:grid-cols-2 print:gap-0"
      >
        {codes.map((one) => (
          <Slip key={one.id} of={one} {...props} />
        ))}
      </ul>
    </>
  );
}

function Slip({
  of: { name, email, username, code, expiresAt },
  joinAddress,
  locale,
  texts: { users },
}: Pick<CodeSheetProps, "joinAddress" | "locale" | "texts"> & { of: FirstCode }) {
  return (
    <li class="break-inside-avoid space-y-1 rounded border border-dashed border-line-strong bg-raised p-4 text-sm print:rounded-none">
      <p class="font-medium wrap-anywhere text-body">{name}</p>
      <p class="text-xs wrap-anywhere text-muted">{email || username}</p>
      <p class="notranslate py-1 font-mono text-lg text-body select-all">{code}</p>
      <p class="text-xs wrap-anywhere text-muted">
        {users.codeAt} <span class="notranslate text-body">{joinAddress}</span>
      </p>
      <p class="text-xs text-muted">
        {users.codeUntil} <Time iso={expiresAt} locale={locale} look="day" />
      </p>
    </li>
  );
}
