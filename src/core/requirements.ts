/** What an actor must be to do something. `writeAs` checks it for every change. */
import type { Reason } from "#wire/refusal_texts.ts";
import type { Actor } from "./context.ts";
import {
  mayIssueCodes,
  mayManageGroups,
  mayManageMembers,
  mayManageUsers,
  mayReadLog,
} from "./permissions.ts";
import { Refusal } from "./refusals.ts";

/** @throws {Refusal} when the actor does not meet it */
export type Requirement = (actor: Actor) => void;

/** Any signed-in user; the verb itself checks the rest. */
export const signedIn: Requirement = () => {};

/** @throws {Refusal} forbidden */
export const managesGroups = needs(mayManageGroups, "staff_only_groups");
/** @throws {Refusal} forbidden */
export const looksAfterGroups = needs(mayManageMembers, "staff_only_groups");
/** @throws {Refusal} forbidden */
export const managesMembers = needs(mayManageMembers, "staff_only_members");
/** @throws {Refusal} forbidden */
export const managesPeople = needs(mayManageUsers, "staff_only_people");
/** @throws {Refusal} forbidden */
export const issuesCodes = needs(mayIssueCodes, "staff_only_people");
/** @throws {Refusal} forbidden */
export const readsAuditLog = needs(mayReadLog, "staff_only_log");

function needs(may: (actor: Actor) => boolean, reason: Reason): Requirement {
  return (actor) => {
    if (!may(actor)) throw new Refusal("forbidden", { reason });
  };
}
