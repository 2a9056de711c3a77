import { madeOnce } from "./made_once.ts";

/** Texts with placeholders such as `{name}`, and a form for each plural of the language. */
export type Params = Record<string, string | number>;

/** `other` always exists; `one` if the language distinguishes singular and plural. */
export interface Plural {
  one?: string;
  other: string;
}

export function format(template: string, params: Params = {}): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
}

const pluralRules = madeOnce((locale: string) => new Intl.PluralRules(locale));
const numberFormat = madeOnce((locale: string) => new Intl.NumberFormat(locale));

/** The form for `count`, with `{count}` replaced by the number in the language's format. */
export function plural(locale: string, forms: Plural, count: number): string {
  const category = pluralRules(locale).select(count);
  const template = category === "one" && forms.one !== undefined ? forms.one : forms.other;
  return format(template, { count: numberFormat(locale).format(count) });
}
