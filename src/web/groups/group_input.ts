import type { MemberRole } from "#protocol/frames.ts";
import type { FormValues } from "../form.ts";

/** Who is chosen in the form, in the form's order, and with which role. */
export function chosenPeople(form: FormValues): Map<string, MemberRole> {
  return new Map(form.all("member").map((id) => [id, memberRole(form.text(`role:${id}`))]));
}

/** The least of the roles, unless another one is named. */
function memberRole(text: string): MemberRole {
  return text === "owner" || text === "moderator" ? text : "member";
}

/** The choice in the form that core takes. */
export function asNewMembers(chosen: ReadonlyMap<string, MemberRole>) {
  return [...chosen].map(([userId, role]) => ({ userId, role }));
}
