/** What somebody must be to do something. `writeAs` asks it of whoever changes something. */
import { readsRemovedContent } from "#wire/message_rights.ts";
import type { Reason } from "#wire/refusal_texts.ts";
import type { Actor } from "./context.ts";
import { mayManageGroups, mayManageUsers, seesEverything } from "./permissions.ts";
import { notFound, Refusal } from "./refusals.ts";

/** @throws {Refusal} when they are not */
export type Requirement = (actor: Actor) => void;

/** Whoever is signed in may; what it is done to decides the rest. */
export const signedIn: Requirement = () => {};

/** @throws {Refusal} forbidden */
export const managesGroups = needs(mayManageGroups, "staff_only_groups");
/** @throws {Refusal} forbidden */
export const managesMembers = needs(mayManageGroups, "staff_only_members");
/** @throws {Refusal} forbidden */
export const managesPeople = needs(mayManageUsers, "staff_only_people");
/** @throws {Refusal} forbidden */
export const readsAuditLog = needs(seesEverything, "staff_only_log");

/** For others the text is simply gone. @throws {Refusal} not_found */
export const seesRemoved: Requirement = (actor) => {
  if (!readsRemovedContent(actor)) throw notFound();
};

function needs(may: (actor: Actor) => boolean, reason: Reason): Requirement {
  return (actor) => {
    if (!may(actor)) throw new Refusal("forbidden", { reason });
  };
}
