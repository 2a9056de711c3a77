import { readMeta, writeMeta } from "#storage/meta.ts";
import type { LooseRow, Original } from "#storage/original.ts";
import { anonymise } from "#storage/people.ts";
import {
  credentialsByEmail,
  insertUser,
  setPassword,
  userIdByUsername,
  userIdExists,
} from "#storage/users.ts";
import type { AdoptReport } from "./adopt_report.ts";
import { asId, asRole, asText, asTime } from "./adopt_values.ts";
import type { Services } from "./context.ts";
import { accountsWithDemoPassword } from "./demo_people.ts";
import { write, type Writing } from "./events.ts";
import { freeUsername } from "./new_person.ts";
import { isKnownHash } from "./password_hashes.ts";
import { normalEmail, personLimits } from "./person_fields.ts";

export interface Adoption {
  services: Services;
  original: Original;
  report: AdoptReport;
}

/** Our account for each id of the original's accounts. */
export type People = Map<string, string>;

/** @returns the accounts, in one transaction */
export async function adoptPeople(adoption: Adoption): Promise<People> {
  const { services, original, report } = adoption;
  const demo = await accountsWithDemoPassword(services);
  const rows = original.users().toSorted((one, other) => compare(made(one), made(other)));
  const adopted: People = new Map();
  await write(services, async (writing) => {
    for (const row of rows) {
      const id = asId(row["id"]);
      if (id === undefined) {
        report.count("people", "skipped");
        report.note("Accounts without an id", asText(row["email"]) ?? "without address");
        continue;
      }
      adopted.set(id, await adoptPerson(adoption, writing, { id, row, demo, adopted }));
    }
  });
  return adopted;
}

interface PersonStep {
  id: string;
  row: LooseRow;
  demo: Set<string>;
  adopted: People;
}

async function adoptPerson(
  adoption: Adoption,
  writing: Writing,
  { id, row, demo, adopted }: PersonStep,
): Promise<string> {
  const { report } = adoption;
  const { tx, now } = writing;
  const known = await readMeta(tx, `adopted:${id}`);
  if (known !== undefined || (await userIdExists(tx, id))) {
    report.count("people", "present");
    return known ?? id;
  }
  const email = normalEmail(asText(row["email"]) ?? "");
  const holder = email === "" ? undefined : await credentialsByEmail(tx, email);
  if (holder && ![...adopted.values()].includes(holder.id)) {
    await writeMeta(tx, `adopted:${id}`, holder.id);
    const password = asText(row["password"]);
    if (demo.has(holder.id) && password && isKnownHash(password)) {
      await setPassword(tx, { id: holder.id, password, at: now });
    }
    report.count("people", "adopted");
    report.note("Accounts whose address is here already became that account", email);
    return holder.id;
  }
  await insertUser(tx, {
    id,
    ...(await personOf(adoption, writing, row)),
    email: holder ? `duplicate-${id}@adopted.invalid` : addressOf(adoption, { id, email }),
  });
  if (holder) {
    report.note("Of two accounts with the same address the older keeps it; the other one", email);
  }
  report.count("people", "adopted");
  return id;
}

function addressOf({ report }: Adoption, { id, email }: { id: string; email: string }): string {
  if (email !== "" && email.length <= personLimits.emailChars) return email;
  report.note("Accounts without a usable address cannot sign in until they get one", id);
  return `no-address-${id}@adopted.invalid`;
}

async function personOf({ report }: Adoption, writing: Writing, row: LooseRow) {
  const id = asId(row["id"])!;
  const email = asText(row["email"]) ?? "";
  const { role, known } = asRole(row["role"]);
  if (!known) report.note("Unknown roles became user", asText(row["role"]) ?? "none");
  const hash = asText(row["password"]);
  const usable = hash !== undefined && isKnownHash(hash);
  if (!usable && role !== "guest") {
    report.note("Accounts without a usable password need a new one", email || id);
  }
  if (role === "guest")
    report.note("Guests cannot sign in any more and may come again", email || id);
  const username = (asText(row["username"]) ?? "").trim().toLowerCase();
  const taken =
    username === "" ||
    username.length > personLimits.nameChars ||
    (await userIdByUsername(writing.tx, username)) !== undefined;
  const name = (asText(row["name"]) ?? "").replace(/\s+/g, " ").trim();
  return {
    username: taken ? await freeUsername(writing, normalEmail(email), id) : username,
    name: (name || username || email.split("@")[0] || "Unnamed").slice(0, personLimits.nameChars),
    role,
    password: usable && role !== "guest" ? hash : null,
    // Nobody could sign in as them: their address is free, and they come again as somebody new.
    expiresAt: role === "guest" ? writing.now : null,
    at: asTime(row["created_at"]) ?? writing.now,
  };
}

/** The account that stands for somebody of whom only the id is known: a deleted user. */
export async function ghost({ tx, now }: Writing, id: string): Promise<string> {
  if (await userIdExists(tx, id)) return id;
  const email = `deleted-${id}@deleted.invalid`;
  const username = `deleted-${id}`;
  await insertUser(tx, { id, email, username, password: null, role: "user", name: "", at: now });
  await anonymise(tx, { id, email, username, at: now });
  return id;
}

function made(row: LooseRow): string {
  return asTime(row["created_at"]) ?? "9";
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
