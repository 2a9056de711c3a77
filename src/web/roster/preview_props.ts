import type { Preview } from "#core/roster/draft.ts";
import type { WholeImport } from "#core/roster/roster.ts";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import type { FormErrors } from "../http/form.ts";

export interface PreviewProps {
  whole: WholeImport;
  preview: Preview;
  path: string;
  errors: FormErrors;
  locale: Locale;
  texts: Texts;
}
