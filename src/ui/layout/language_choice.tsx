import type { Locale, Texts } from "../text/catalogue.ts";

export const locales: { value: Locale; label: string }[] = [
  { value: "de", label: "Deutsch" },
  { value: "en", label: "English" },
];

export interface LanguageChoiceProps {
  locale: Locale;
  /** The address of this page, to which the choice returns. */
  here: string;
  texts: Texts;
}

/** Before signing in: the browser keeps the choice. */
export function LanguageChoice({ locale, here, texts }: LanguageChoiceProps) {
  return (
    <form method="post" action="/language">
      <input type="hidden" name="next" value={here} />
      <div
        role="group"
        aria-label={texts.about.language}
        class="inline-flex overflow-hidden rounded border border-line-strong bg-surface text-body"
      >
        {locales.map(({ value, label }) => (
          <button
            key={value}
            name="locale"
            value={value}
            lang={value}
            aria-pressed={value === locale}
            class="min-h-11 cursor-pointer px-2.5 text-sm not-first:border-l not-first:border-line-strong hover:bg-sunken focus-visible:-outline-offset-2 aria-pressed:bg-primary-soft aria-pressed:font-medium aria-pressed:text-primary-text sm:min-h-10 sm:px-3"
          >
            {label}
          </button>
        ))}
      </div>
    </form>
  );
}
