import type { MemberRole } from "#wire/views.ts";
import type { PickablePerson } from "#ui/groups/person_row.tsx";
import { foundPeople } from "#ui/groups/picking.ts";
import type { FormValues } from "../http/form.ts";

/** Who is chosen in the form, in the form's order, and with which role. */
export function chosenPeople(form: FormValues): Map<string, MemberRole> {
  return new Map(form.all("member").map((id) => [id, memberRole(form.text(`role:${id}`))]));
}

/** The form was sent by a button of the picker, which saves nothing. */
export function isPicking(form: FormValues): boolean {
  return form.has("pick");
}

/** Who is chosen after that: with all who were found, or without them. */
export function pickedPeople(form: FormValues, people: PickablePerson[]): Map<string, MemberRole> {
  const chosen = chosenPeople(form);
  const pick = form.text("pick");
  if (pick !== "all" && pick !== "none") return chosen;
  for (const { id } of foundPeople(people, form.text("find"))) {
    if (pick === "none") chosen.delete(id);
    else if (!chosen.has(id)) chosen.set(id, "member");
  }
  return chosen;
}

/** The least of the roles, unless another one is named. */
function memberRole(text: string): MemberRole {
  return text === "owner" || text === "moderator" ? text : "member";
}

/** The choice in the form that core takes. */
export function asNewMembers(chosen: ReadonlyMap<string, MemberRole>) {
  return [...chosen].map(([userId, role]) => ({ userId, role }));
}
