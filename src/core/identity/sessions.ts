/**
 * Sessions. Each is a row: it can be listed and ended, and a signed cookie or token is worthless
 * once its row is gone.
 */
import { accountLimits } from "#wire/limits.ts";
import { isoNow } from "#kit/clock.ts";
import { secretToken, tokenHash, uuidv7 } from "#kit/ids.ts";
import type { SignedOutReason } from "#wire/frames.ts";
import {
  deleteOldestSessions,
  deleteSession,
  deleteSessionsOf,
  insertSession,
  liveSessionByHash,
  liveSessionById,
  type LiveSession,
  sessionsOf,
  setLastSeen,
} from "#storage/sessions.ts";
import type { OfficeRank } from "#storage/scope.ts";
import type { Office } from "#wire/views.ts";
import { signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import type { Account, Acting, Attention, Context, Services } from "../context.ts";
import { credentialsWrong, notFound } from "../refusals.ts";
import { type Writing, writeLogged } from "../log/write.ts";
import { type TokenUse, verifyToken } from "./tokens.ts";

const touchEveryMs = 5 * 60_000;

export interface NewSession {
  id: string;
  /** For the cookie only; the database stores its hash. */
  token: string;
}

/** An account, and the proof that the client is its owner. */
export interface Proven {
  userId: string;
  /** The hash that the typed password matched; undefined for an account that was just created. */
  password?: string;
}

/**
 * Starts a session for an account whose identity has been proven. `device` is shown to its owner.
 * @throws {Refusal} unauthenticated, when the password has been replaced or the account deactivated
 * since: an act that ends all sessions also stops those that are about to start
 */
export function startSession(
  services: Services,
  { userId, password, device }: Proven & { device: string },
): Promise<NewSession> {
  return writeLogged(services, async (writing) => {
    const { tx, appendAccountEvent } = writing;
    const session = await addSession(services, writing, { userId, password, device });
    const sessionIds = await deleteOldestSessions(tx, { userId, keep: accountLimits.sessions });
    if (sessionIds.length > 0) {
      await appendAccountEvent(userId, {
        kind: "sessions_ended",
        reason: "signed_out",
        sessionIds,
      });
    }
    return session;
  });
}

async function addSession(
  { clock, random }: Pick<Services, "clock" | "random">,
  { tx, now }: Writing,
  { userId, password, device }: Proven & { device: string },
): Promise<NewSession> {
  const token = secretToken(random);
  const id = uuidv7(clock.now(), random);
  const started = await insertSession(tx, {
    id,
    tokenHash: tokenHash(token),
    userId,
    password: password ?? null,
    device: device.slice(0, 200),
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(clock.now() + accountLimits.sessionLifeMs).toISOString(),
  });
  if (started === 0) throw credentialsWrong();
  return { id, token };
}

/**
 * Within another verb: ends every session of the actor, including the current one, and gives their
 * device a new one. A stolen session is useless afterwards.
 */
export async function renewSession(acting: Acting, writing: Writing): Promise<NewSession> {
  const { tx, now, appendAccountEvent } = writing;
  const { id: userId, sessionId } = acting.actor;
  const former = await liveSessionById(tx, { id: sessionId, now });
  await endSessionsOf(writing, { userId, except: sessionId, reason: "signed_out" });
  await deleteSession(tx, { id: sessionId, userId });
  await appendAccountEvent(userId, {
    kind: "sessions_ended",
    reason: "renewed",
    sessionIds: [sessionId],
  });
  return addSession(acting, writing, { userId, device: former?.device ?? "" });
}

/** @returns undefined if the token does not belong to a live session of an active account */
export async function accountOfCookie(
  services: Services,
  token: string,
): Promise<Account | undefined> {
  const now = isoNow(services.clock);
  const row = await liveSessionByHash(services.db, { tokenHash: tokenHash(token), now });
  if (row) await touchSession(services, row);
  return row && accountOfRow(row);
}

/** @returns undefined if the token is not ours or has expired, or its session has ended */
export async function accountOfToken(
  services: Services,
  token: string,
  use: TokenUse = "access",
): Promise<Account | undefined> {
  const claims = await verifyToken(services, token, use);
  if (!claims) return undefined;
  const row = await liveSessionById(services.db, { id: claims.sid, now: isoNow(services.clock) });
  return row?.userId === claims.userId ? accountOfRow(row) : undefined;
}

/** The current account of a live session, for a socket that stays open when the account changes. */
export async function accountOfSession(
  services: Services,
  sessionId: string,
): Promise<Account | undefined> {
  const row = await liveSessionById(services.db, { id: sessionId, now: isoNow(services.clock) });
  return row && accountOfRow(row);
}

export interface Device {
  id: string;
  device: string;
  signedInAt: string;
  lastSeenAt: string;
  current: boolean;
}

export async function listDevices({ db, clock, actor }: Context): Promise<Device[]> {
  const rows = await sessionsOf(db, { userId: actor.id, now: isoNow(clock) });
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    signedInAt: row.createdAt,
    lastSeenAt: row.lastSeenAt,
    current: row.id === actor.sessionId,
  }));
}

/** Signs out one of the actor's own devices. @throws {Refusal} not_found */
export function endSession(context: Context, sessionId: string): Promise<void> {
  return writeAs(
    context,
    signedIn,
    async ({ actor: { id: userId } }, { tx, appendAccountEvent }) => {
      const ended = await deleteSession(tx, { id: sessionId, userId });
      if (ended === 0) throw notFound();
      await appendAccountEvent(userId, {
        kind: "sessions_ended",
        reason: "signed_out",
        sessionIds: [sessionId],
      });
    },
  );
}

/** Signs the actor out everywhere, or on all other devices. */
export function endAllSessions(
  context: Context,
  { keepCurrent }: { keepCurrent: boolean },
): Promise<void> {
  return writeAs(context, signedIn, ({ actor }, writing) => {
    const except = keepCurrent ? actor.sessionId : null;
    return endSessionsOf(writing, { userId: actor.id, except, reason: "signed_out" });
  });
}

/** Within another verb: ends the sessions of an account that it changes. */
export async function endSessionsOf(
  { tx, appendAccountEvent }: Writing,
  {
    userId,
    except = null,
    reason,
  }: { userId: string; except?: string | null; reason: SignedOutReason },
): Promise<void> {
  const sessionIds = await deleteSessionsOf(tx, { userId, except });
  if (sessionIds.length > 0)
    await appendAccountEvent(userId, { kind: "sessions_ended", reason, sessionIds });
}

/** Notes that a session is used, every few minutes. */
export function touchSession(
  services: Services,
  { id, lastSeenAt }: Pick<LiveSession, "id" | "lastSeenAt">,
): Promise<void> | undefined {
  if (services.clock.now() - Date.parse(lastSeenAt) < touchEveryMs) return undefined;
  return noteUse(services, id);
}

async function noteUse(services: Services, id: string): Promise<void> {
  try {
    await writeLogged(services, ({ tx, now }) => setLastSeen(tx, { id, at: now }));
  } catch (error) {
    // Reading must go on even while nothing can be written.
    services.logger.warn("session.touch_failed", { error: String(error) });
  }
}

/** The office of a rank as it is stored. */
export function officeOf(rank: OfficeRank): Office | undefined {
  if (rank === null) return undefined;
  return rank === 2 ? "teacher" : "tutor";
}

/** Nothing for most. */
export function attentionOf({ cases, answers, mutes }: Attention): { attention?: Attention } {
  return cases + answers + mutes > 0 ? { attention: { cases, answers, mutes } } : {};
}

function accountOfRow(row: LiveSession): Account {
  const { username, name, email, role, locale, theme, keysOffAt, stepsEndedAt, logEnd } = row;
  return {
    id: row.userId,
    username,
    name,
    email,
    role,
    office: officeOf(row.office),
    ...attentionOf(row),
    locale,
    theme,
    singleKeys: keysOffAt === null,
    stepsEnded: stepsEndedAt !== null,
    logEnd,
    sessionId: row.id,
    endsAtMs: Date.parse(row.endsAt),
  };
}

/**
 * The name of the session cookie. Under https the prefix makes browsers refuse it from any other
 * host or path (RFC 6265bis, section 4.1.3.2).
 */
export function sessionCookieName(secure: boolean): string {
  return secure ? "__Host-session" : "session";
}
