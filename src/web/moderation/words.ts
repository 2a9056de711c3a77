/** How pages name what a case is about. */
import type { StoredCase } from "#core/moderation/cases.ts";
import type { Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";
import type { CaseOutcome } from "#wire/moderation.ts";

export const casePath = (id: string) => `/moderation/cases/${encodeURIComponent(id)}`;

export function subjectName(
  { subjectName: name }: { subjectName: string },
  { moderation }: Texts,
): string {
  return name || moderation.deletedUser;
}

export function groupNameOf({ groupName }: { groupName: string | null }, texts: Texts): string {
  return groupName ?? texts.moderation.goneGroup;
}

export function whoWhere(one: StoredCase, texts: Texts): string {
  return format(texts.moderation.personIn, {
    person: subjectName(one, texts),
    group: groupNameOf(one, texts),
  });
}

/** What was decided, and by whom, in a few words. */
export function decisionWords(one: StoredCase, { moderation, common }: Texts): string {
  if (one.decision === null) return moderation.stillOpen;
  return format(moderation.decidedBy, {
    decision: moderation.decisions[one.decision],
    name: one.decidedName || common.deletedUser,
  });
}

/** What it is about: the first report says it, or what was noticed. */
export function reasonOf(one: StoredCase, { moderation }: Texts): string {
  return one.noticed === null
    ? moderation.reasons[one.reason]
    : format(moderation.noticedWords, { words: one.noticed });
}

/** What the person reads about an appeal without words of the one who decided. */
export function outcomeWords(
  decision: StoredCase["decision"],
  outcome: CaseOutcome,
  { moderation }: Texts,
): string {
  const isPassBack = outcome === "lifted" && decision === "end_pass";
  return isPassBack ? moderation.liftedPass : moderation.usualOutcome[outcome];
}
