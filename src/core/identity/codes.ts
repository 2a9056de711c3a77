/**
 * One-time codes: staff give one to a person, who chooses a password with it. Staff neither set nor
 * see a password, and a code cannot be used for an account in use without its owner learning of it.
 */
import { isoNow } from "#kit/clock.ts";
import { type RandomBytes, uuidv7 } from "#kit/ids.ts";
import { accountLimits } from "#wire/limits.ts";
import {
  codeByHash,
  codeUsesOf,
  deleteUnusedCodes,
  markCodeUsed,
  replaceCode,
  replaceOwnCode,
  type StoredCode,
  type StoredCodeUse,
} from "#storage/codes.ts";
import type { Queries } from "#storage/database.ts";
import { setPassword } from "#storage/identities.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context, Services } from "../context.ts";
import { writeMail } from "../mail/write_mail.ts";
import { type Writing, writeLogged } from "../log/write.ts";
import { validPassword } from "../people/person_fields.ts";
import { issuesCodes } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { attemptCode, codeWrong } from "./code_attempts.ts";
import { issuerMay, recipientOf } from "./code_rights.ts";
import { newHash } from "./passwords.ts";
import { endSessionsOf, type Proven } from "./sessions.ts";

/** A code in the form in which people read and type it; it is shown once. */
export interface SignInCode {
  code: string;
  /** UTC ISO text. */
  expiresAt: string;
}

/** Capitals and digits without those that look alike. There are 32, so five bits choose one. */
export const codeAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** Twelve characters in three groups, 60 bits. */
export function newCode(random: RandomBytes): string {
  const group = () =>
    [...random(4)].map((byte) => codeAlphabet[byte % codeAlphabet.length]).join("");
  return [group(), group(), group()].join("-");
}

/** However it was typed. Only a server can find out which code a hash belongs to. */
function hashOfCode({ secrets }: Pick<Services, "secrets">, typed: string): string {
  const letters = typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, "");
  const hasher = new Bun.CryptoHasher("sha256", secrets.jwtKey);
  return hasher.update(`sign-in code ${letters}`).digest("hex");
}

/**
 * Gives a person a code, which voids the former one. Nothing else changes until it is used. The owner
 * of an account in use learns of it by mail.
 * @throws {Refusal} forbidden (also for a guest, and for the actor's own account), not_found
 */
export function issueCode(context: Context, id: string): Promise<SignInCode> {
  return writeAs(context, issuesCodes, async (acting, writing) => {
    await recipientOf(writing.tx, acting.actor, id);
    const code = await addCode(acting, writing, id);
    await writeMail(acting, writing, { kind: "code", userId: id, actorId: acting.actor.id });
    return code;
  });
}

/** Within another verb, which has checked that the actor may: gives the person a code. */
export async function addCode(
  acting: Acting,
  writing: Writing,
  userId: string,
): Promise<SignInCode> {
  const issuerId = acting.actor.id;
  const { code, expiresAt } = await storeCode(acting, writing, { userId, issuerId });
  await recordAct(acting, writing, { verb: "user.issue_code", subjectId: userId });
  return { code, expiresAt };
}

/** A code as it is made, with the only thing of it that is stored. */
export type MadeCode = SignInCode & { hash: string };

/**
 * Makes a code and stores its hash. The caller has checked that the issuer may give it.
 * @param given the owner, who is also the issuer if they asked for it by mail
 */
export async function storeCode(
  services: Pick<Services, "clock" | "random" | "secrets">,
  { tx, now }: Writing,
  given: { userId: string; issuerId: string },
): Promise<MadeCode> {
  const { clock, random } = services;
  const code = newCode(random);
  const hash = hashOfCode(services, code);
  const made = { ...given, id: uuidv7(clock.now(), random), hash, at: now };
  const isOwn = given.userId === given.issuerId;
  await (isOwn ? replaceOwnCode(tx, made) : replaceCode(tx, made));
  const lifeMs = isOwn ? accountLimits.ownCodeLifeMs : accountLimits.codeLifeMs;
  return { code, hash, expiresAt: new Date(Date.parse(now) + lifeMs).toISOString() };
}

export interface TypedCode {
  code: string;
  /** The network address of the request. */
  address: string;
}

/** Whose a code is. */
export type CodeOwner = Pick<StoredCode, "name" | "email" | "username"> & {
  /** Using the code ends all sessions. */
  wasInUse: boolean;
};

/**
 * Whose a code is. It is not used up.
 * @throws {Refusal} invalid, field `code`: wrong, used and expired codes are refused alike; limited
 */
export async function ownerOfCode(services: Services, typed: TypedCode): Promise<CodeOwner> {
  const { name, email, username, wasInUse } = await foundCode(services, typed);
  return { name, email, username, wasInUse: wasInUse === 1 };
}

/**
 * Uses a code up: its owner gets the password. An account that was in use before is signed out
 * everywhere. The caller starts the session.
 * @returns also the recent use of a former code, which its owner may not know of yet
 * @throws {Refusal} invalid (fields `code`, `password`), limited, busy
 */
export async function redeemCode(
  services: Services,
  input: TypedCode & { password: string },
): Promise<{ proven: Required<Proven>; earlier?: CodeUse }> {
  const found = await foundCode(services, input);
  const password = await newHash(validPassword(input.password, found), input.address);
  return writeLogged(services, async (writing) => {
    const { tx, now } = writing;
    const hash = hashOfCode(services, input.code);
    const owner = await liveCode(services, tx, hash);
    if (!owner) throw codeWrong();
    const { userId, wasInUse } = owner;
    const [earlier] = await recentUses({ db: tx, clock: services.clock }, userId);
    await markCodeUsed(tx, { hash, at: now, from: input.address, wasInUse });
    await deleteUnusedCodes(tx, userId);
    await setPassword(tx, { id: userId, password, at: now });
    await endSessionsOf(writing, { userId, reason: "signed_out" });
    const own = { ...services, actor: { id: userId } };
    await recordAct(own, writing, { verb: "user.use_code", subjectId: userId });
    return { proven: { userId, password }, ...(earlier && { earlier }) };
  });
}

function foundCode(services: Services, { code, address }: TypedCode): Promise<StoredCode> {
  return attemptCode(services, address, () =>
    liveCode(services, services.db, hashOfCode(services, code)),
  );
}

/** A code from staff ends with its issuer's right to issue it. */
async function liveCode(
  { clock }: Pick<Services, "clock">,
  db: Queries,
  hash: string,
): Promise<StoredCode | undefined> {
  const before = (ms: number) => new Date(clock.now() - ms).toISOString();
  const since = before(accountLimits.codeLifeMs);
  const ownSince = before(accountLimits.ownCodeLifeMs);
  const found = await codeByHash(db, { hash, since, ownSince, now: isoNow(clock) });
  if (!found || found.issuerId === found.userId) return found;
  const issuer = { id: found.issuerId, role: found.issuerRole };
  return (await issuerMay(db, issuer, found.userId)) ? found : undefined;
}

export type CodeUse = StoredCodeUse;

/** How long every sign-in reports that a code was used. */
const recentMs = 14 * 24 * 3_600_000;

/** The account page shows at most so many. */
const usesShown = 10;

/** The newest code that was used for this account after it had been in use, if that is recent. */
export async function recentCodeUse(services: Reading, userId: string) {
  const uses = await recentUses(services, userId);
  return uses.find(({ wasInUse }) => wasInUse === 1);
}

/** The codes that were used for the actor's account, newest first. */
export function listCodeUses({ db, actor }: Context): Promise<CodeUse[]> {
  return codeUsesOf(db, { userId: actor.id, since: "", limit: usesShown });
}

interface Reading {
  db: Queries;
  clock: Services["clock"];
}

function recentUses({ db, clock }: Reading, userId: string): Promise<CodeUse[]> {
  const since = new Date(clock.now() - recentMs).toISOString();
  return codeUsesOf(db, { userId, since, limit: usesShown });
}
