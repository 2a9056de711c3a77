import { peopleByAddress } from "#core/groups/by_address.ts";
import type { NewMember } from "#core/groups/member_steps.ts";
import { seesEverything } from "#core/permissions.ts";
import type { MemberRole } from "#wire/views.ts";
import type { PickablePerson } from "#ui/groups/person_row.tsx";
import { foundPeople } from "#ui/groups/picking.ts";
import type { FormValues } from "../http/form.ts";
import type { SignedInVisit } from "../http/visit.ts";

/** The people chosen in the form, in the form's order, with their roles. */
export function chosenPeople(form: FormValues): Map<string, MemberRole> {
  return new Map(form.all("member").map((id) => [id, memberRole(form.text(`role:${id}`))]));
}

/** A button of the picker sent the form; nothing is saved. */
export function isPicking(form: FormValues): boolean {
  return form.has("pick");
}

/** The choice after that: with all people found, or without them. */
export function pickedPeople(form: FormValues, people: PickablePerson[]): Map<string, MemberRole> {
  const chosen = chosenPeople(form);
  const pick = form.text("pick");
  if (pick !== "all" && pick !== "none") return chosen;
  const search = { find: form.text("find"), free: form.has("free") };
  for (const { id } of foundPeople(people, search)) {
    if (pick === "none") chosen.delete(id);
    else if (!chosen.has(id)) chosen.set(id, "member");
  }
  return chosen;
}

/** The lowest role, unless another one is given. */
function memberRole(text: string): MemberRole {
  return text === "owner" || text === "moderator" ? text : "member";
}

/** The form's choice as core's input. */
export function asNewMembers(chosen: ReadonlyMap<string, MemberRole>) {
  return [...chosen].map(([userId, role]) => ({ userId, role }));
}

/** What was typed for people of other courses; undefined for those who can choose anyone. */
export function addressTyped({ actor }: SignedInVisit, form: FormValues): string | undefined {
  return seesEverything(actor) ? undefined : form.text("address");
}

/** The people with the addresses that were typed. @throws {Refusal} as `peopleByAddress` */
export function addressedIn({ context }: SignedInVisit, form: FormValues): Promise<NewMember[]> {
  const typed = form
    .text("address")
    .split(/[\s,;]+/)
    .filter(Boolean);
  return peopleByAddress(
    context,
    typed.map((email) => ({ email })),
  );
}
