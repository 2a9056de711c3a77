import { firstSteps } from "#core/people/own_settings.ts";
import type { FirstStepsProps } from "#ui/conversations/first_steps.tsx";
import type { ConversationView } from "#wire/views.ts";
import type { SignedInVisit } from "../http/visit.ts";

/** For the list of staff who have neither done nor skipped them. They say hello in a group. */
export async function stepsOf(
  { actor, context, texts }: SignedInVisit,
  groups: readonly ConversationView[],
): Promise<FirstStepsProps | undefined> {
  const done = await firstSteps({ ...context, actor });
  if (!done) return undefined;
  const group = groups.find(({ memberRole }) => memberRole) ?? groups[0];
  const helloHref = group && `/chat/${encodeURIComponent(group.id)}`;
  return { done, name: actor.name, helloHref, words: texts.help.steps };
}
