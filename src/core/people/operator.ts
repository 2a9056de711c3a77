/** The operator's commands for accounts. Recorded as done by `operatorId`. */
import { auditPage, type NamedAct } from "#storage/audit.ts";
import { credentialsByTyped, setPassword } from "#storage/identities.ts";
import { userById, type StoredUser } from "#storage/users.ts";
import { operatorId, recordAct } from "../audit/audit.ts";
import type { Services } from "../context.ts";
import { notFound, Refusal } from "../refusals.ts";
import { writeLogged } from "../log/write.ts";
import { addPerson } from "./person_steps.ts";
import { newHash } from "../identity/passwords.ts";
import { validEmail, validName, validPassword } from "./person_fields.ts";
import { endSessionsOf } from "../identity/sessions.ts";

/** @throws {Refusal} invalid and conflict, with the field */
export async function createAdmin(
  services: Services,
  input: { email: string; name: string; password: string },
): Promise<{ id: string }> {
  const email = validEmail(input.email);
  const name = validName(input.name);
  const password = await newHash(validPassword(input.password, { email, name }));
  const id = await writeLogged(services, async (writing) => {
    const made = await addPerson(services, writing, { email, name, role: "admin", password });
    await recordAct(operator(services), writing, {
      verb: "user.create",
      subjectId: made,
      detail: "admin",
    });
    return made;
  });
  return { id };
}

/** Sets a password and signs the account out everywhere. @throws {Refusal} not_found, forbidden, invalid */
export async function setPasswordOf(
  services: Services,
  input: { email: string; password: string },
): Promise<void> {
  const account = await credentialsByTyped(services.db, input.email);
  if (!account) throw notFound();
  const password = await newHash(validPassword(input.password, account));
  await writeLogged(services, async (writing) => {
    const { tx, now } = writing;
    // Hashing takes a while: the account may have been deleted or become a guest meanwhile.
    const present = await userById(tx, account.id);
    if (!present) throw notFound();
    requirePassword(present);
    await setPassword(tx, { id: account.id, password, at: now });
    await endSessionsOf(writing, { userId: account.id, reason: "signed_out" });
    await recordAct(operator(services), writing, {
      verb: "user.reset_password",
      subjectId: account.id,
    });
  });
}

const operatorsView = { userId: operatorId, reads: "all" } as const;
const everyAct = { topic: "", actorId: "", from: "", until: "", about: null };

/** The newest entries of the audit log, newest first. */
export function newestActs({ db }: Services, limit: number): Promise<NamedAct[]> {
  return auditPage(db, operatorsView, { ...everyAct, limit, offset: 0 });
}

/** The operator has no account and needs none. */
function operator(services: Services) {
  return { ...services, actor: { id: operatorId } };
}

function requirePassword({ role }: Pick<StoredUser, "role">): void {
  if (role === "guest") throw new Refusal("forbidden", { reason: "password_absent" });
}
