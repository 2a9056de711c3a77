/** What staff do with one member of a group, from the group's page; each act can be taken back. */
import {
  addMembers,
  changeMemberRole,
  listMembers,
  removeFromGroup,
} from "#core/groups/members.ts";
import { seesEverything } from "#core/permissions.ts";
import { describePerson } from "#core/people/known_people.ts";
import { Refusal } from "#core/refusals.ts";
import type { MemberRole } from "#wire/views.ts";
import { format } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";

/** `none` is not in the group. */
type Place = MemberRole | "none";

/**
 * Gives a person a role in the group, adds them to it, or removes them.
 * @throws {Refusal} not_found; invalid, for an unknown role
 */
export async function placeMember(visit: SignedInVisit): Promise<Response> {
  const { context } = visit;
  const form = await readForm(visit);
  const [conversationId, to] = [pathId(visit), placeOf(form.text("to"))];
  const userId = form.text("user");
  const before = await listMembers(context, conversationId);
  const from: Place = before.find((member) => member.userId === userId)?.role ?? "none";
  const key = { conversationId, userId };
  let email = form.text("email");
  if (to === "none") {
    if (!seesEverything(context.actor)) email = await addressOf(visit, userId);
    await removeFromGroup(context, key);
  } else if (from === "none") {
    await addMembers(context, conversationId, [{ userId, role: to, ...(email && { email }) }]);
  } else await changeMemberRole(context, { ...key, role: to });
  const members = to === "none" ? before : await listMembers(context, conversationId);
  const { name = "" } = members.find((member) => member.userId === userId) ?? {};
  sayPlaced(visit, { ...key, name, email, from, to });
  return visit.c.redirect(`/conversations/${conversationId}`, 303);
}

/**
 * Who is removed from their only group of a course is no longer one of its people; the address lets its
 * staff take that back.
 */
async function addressOf({ context }: SignedInVisit, userId: string): Promise<string> {
  const { record } = await describePerson(context, userId);
  return record?.email ?? "";
}

interface Placed {
  conversationId: string;
  userId: string;
  name: string;
  email: string;
  from: Place;
  to: Place;
}

function sayPlaced(visit: SignedInVisit, placed: Placed): void {
  const { conversationId, userId, name, email, from, to } = placed;
  const { groups, common } = visit.texts;
  const said = to === "none" ? groups.memberRemoved : groups.memberPlaced;
  const role = to === "none" ? "" : common.memberRoles[to];
  flash(visit, "success", {
    text: format(said, { name, role }),
    undo: {
      label: common.undo,
      action: `/groups/${conversationId}/members`,
      fields: { user: userId, to: from, ...(email && { email }) },
    },
  });
}

function placeOf(text: string): Place {
  if (text === "none" || text === "member" || text === "moderator" || text === "owner") return text;
  throw new Refusal("invalid", { reason: "invalid_input" });
}
