/**
 * The first start in production, when nobody can sign in yet. The server prints a code; whoever
 * enters it at `/setup` becomes the first administrator.
 */
import { isoNow } from "#kit/clock.ts";
import { tokenHash } from "#kit/ids.ts";
import { deleteMeta, readMeta, writeMeta } from "#storage/meta.ts";
import { adminInUseExists } from "#storage/people.ts";
import { allValid } from "../all_valid.ts";
import { recordAct } from "../audit/audit.ts";
import type { Services } from "../context.ts";
import { Refusal } from "../refusals.ts";
import { writeLogged } from "../log/write.ts";
import { generatedPassword, newHash } from "../identity/passwords.ts";
import { addPerson } from "./person_steps.ts";
import { validEmail, validName, validPassword } from "./person_fields.ts";
import { attemptOrRefuse } from "../attempts.ts";

/** Whether no administrator exists yet. */
export async function needsSetup({ db, clock }: Services): Promise<boolean> {
  return !(await adminInUseExists(db, isoNow(clock)));
}

/** How many codes of other starts stay valid: one on each machine, and some that were started again. */
const othersMax = 15;

/**
 * Creates a new code for the server's output, and invalidates the previous one, unless it may belong
 * to another start. Only its hash is stored.
 * @returns undefined if an administrator exists
 */
export async function setupCode(
  services: Services,
  { keepOthers = false } = {},
): Promise<string | undefined> {
  const code = generatedPassword(services.random);
  return writeLogged(services, async ({ tx, now }) => {
    if (await adminInUseExists(tx, now)) return undefined;
    const others = keepOthers ? codesIn(await readMeta(tx, "setup_code")).slice(-othersMax) : [];
    await writeMeta(tx, "setup_code", [...others, tokenHash(code)].join(" "));
    return code;
  });
}

export interface SetupInput {
  code: string;
  email: string;
  name: string;
  password: string;
  /** The network address of the request. */
  address: string;
}

/**
 * Creates the first administrator. The code works once.
 * @throws {Refusal} invalid and conflict (with the field), limited
 */
export async function completeSetup(
  services: Services,
  input: SetupInput,
): Promise<{ userId: string }> {
  const key = `setup\n${input.address}`;
  await attemptOrRefuse(services.rates.loginsByAccount, key, "setup_too_often");
  const { email, name } = allValid({
    name: () => validName(input.name),
    email: () => validEmail(input.email),
  });
  const code = tokenHash(typedCode(input.code));
  requireCode(await readMeta(services.db, "setup_code"), code);
  const password = await newHash(validPassword(input.password, { email, name }), input.address);
  const userId = await writeLogged(services, async (writing) => {
    if (await adminInUseExists(writing.tx, writing.now)) {
      throw new Refusal("conflict", {
        reason: "setup_done",
      });
    }
    requireCode(await readMeta(writing.tx, "setup_code"), code);
    await deleteMeta(writing.tx, "setup_code");
    const id = await addPerson(services, writing, { email, name, role: "admin", password });
    await recordAct({ ...services, actor: { id } }, writing, {
      verb: "user.create",
      subjectId: id,
      detail: "admin",
    });
    return id;
  });
  return { userId };
}

/** However it was typed: with capitals, with blanks for hyphens, or without either. */
function typedCode(text: string): string {
  const letters = text.toLowerCase().replaceAll(/[\s\p{Pd}]/gu, "");
  return letters.match(/.{1,4}/gu)?.join("-") ?? "";
}

/** The hashes of the valid codes, oldest first. */
function codesIn(stored: string | undefined): string[] {
  return stored?.split(" ") ?? [];
}

function requireCode(stored: string | undefined, given: string): void {
  // Compares hashes, so that the time it takes reveals nothing about the code.
  if (codesIn(stored).includes(given)) return;
  throw new Refusal("invalid", {
    field: "code",
    reason: "setup_code_wrong",
  });
}
