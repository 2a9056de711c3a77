/**
 * The text of a field that was typed into before its draft could be put there: the draft, and below it
 * what was typed. Browsers put a field's text back themselves; then the draft is there already.
 */
export function joinDraft(draft: string, typed: string): string {
  if (typed.startsWith(draft)) return typed;
  return typed === "" ? draft : `${draft}\n${typed}`;
}
