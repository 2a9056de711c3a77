/** Texts with places to fill: `{name}`, and one form for each plural the language has. */
export type Params = Record<string, string | number>;

/** `other` is always there; `one` where the language tells one from many. */
export interface Plural {
  one?: string;
  other: string;
}

export function format(template: string, params: Params = {}): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
}

/** The form for `count`, with `{count}` filled in as the language writes numbers. */
export function plural(locale: string, forms: Plural, count: number): string {
  const category = new Intl.PluralRules(locale).select(count);
  const template = category === "one" && forms.one !== undefined ? forms.one : forms.other;
  return format(template, { count: new Intl.NumberFormat(locale).format(count) });
}
