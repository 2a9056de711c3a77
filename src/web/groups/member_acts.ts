/** What staff do with one member of a group, from the group's page; each act can be taken back. */
import {
  addMembers,
  changeMemberRole,
  listMembers,
  removeFromGroup,
} from "#core/groups/members.ts";
import { getPerson } from "#core/people/people.ts";
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
  const { context, texts } = visit;
  const form = await readForm(visit);
  const [conversationId, to] = [pathId(visit), placeOf(form.text("to"))];
  const { id: userId, name } = await getPerson(context, form.text("user"));
  const members = await listMembers(context, conversationId);
  const from: Place = members.find((member) => member.userId === userId)?.role ?? "none";
  const key = { conversationId, userId };
  if (to === "none") await removeFromGroup(context, key);
  else if (from === "none") await addMembers(context, conversationId, [{ userId, role: to }]);
  else await changeMemberRole(context, { ...key, role: to });
  const { groups, common } = texts;
  const said = to === "none" ? groups.memberRemoved : groups.memberPlaced;
  const role = to === "none" ? "" : common.memberRoles[to];
  flash(visit, "success", {
    text: format(said, { name, role }),
    undo: {
      label: common.undo,
      action: `/groups/${conversationId}/members`,
      fields: { user: userId, to: from },
    },
  });
  return visit.c.redirect(`/conversations/${conversationId}`, 303);
}

function placeOf(text: string): Place {
  if (text === "none" || text === "member" || text === "moderator" || text === "owner") return text;
  throw new Refusal("invalid", { reason: "invalid_input" });
}
