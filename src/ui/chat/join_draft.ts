/**
 * Joins a draft and text that was typed into its field before the draft could be restored: the
 * draft first, the typed text below. If the browser has restored the field itself, the draft is
 * already there.
 */
export function joinDraft(draft: string, typed: string): string {
  if (typed.startsWith(draft)) return typed;
  return typed === "" ? draft : `${draft}\n${typed}`;
}
