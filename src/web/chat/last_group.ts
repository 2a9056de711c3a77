/**
 * The group that a person used last in this browser, in a cookie: the page sets it as it is loaded,
 * its script as it shows another group. It outlives a sign-out, so that the person continues there
 * after signing in again; nobody else is led by it.
 */
import { getCookie, setCookie } from "hono/cookie";
import { usesTls } from "#kit/config.ts";
import { getGroup } from "#core/groups/groups.ts";
import { asRefusal } from "#core/refusals.ts";
import { lastGroup } from "#wire/last_group.ts";
import type { SignedInVisit } from "../http/visit.ts";

export function noteLastGroup({ actor, c, config }: SignedInVisit, conversationId: string): void {
  const value = lastGroup.value(actor.id, conversationId);
  // A changed cookie makes browsers forget the pages that Back would restore.
  if (getCookie(c, lastGroup.cookie) === value) return;
  setCookie(c, lastGroup.cookie, value, {
    path: "/",
    sameSite: "Lax",
    secure: usesTls(config),
    maxAge: lastGroup.lifeSeconds,
  });
}

/**
 * Undefined also for staff in a group that they are not a member of: opening it is logged, so only
 * they decide to.
 */
export async function lastGroupOf(visit: SignedInVisit): Promise<string | undefined> {
  const { actor, c, context } = visit;
  const id = lastGroup.read(getCookie(c, lastGroup.cookie), actor.id);
  if (id === undefined) return undefined;
  try {
    const { memberRole } = await getGroup(context, id);
    return memberRole === null ? undefined : id;
  } catch (error) {
    if (asRefusal(error).code === "not_found") return undefined;
    throw error;
  }
}
