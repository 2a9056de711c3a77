/** Signs a user in whose identity has been proven: starts a session and redirects. */
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import { usesTls } from "#kit/config.ts";
import { uuidv7 } from "#kit/ids.ts";
import type { Actor } from "#core/context.ts";
import { asRefusal } from "#core/refusals.ts";
import {
  accountOfCookie,
  endSession,
  type NewSession,
  type Proven,
  startSession,
} from "#core/identity/sessions.ts";
import type { DeviceMark } from "#core/identity/sign_in.ts";
import { deviceName } from "../http/device_name.ts";
import { readSessionCookie, setSessionCookie } from "../http/session_cookie.ts";
import type { Visit } from "../http/visit.ts";

const deviceCookie = "device";
const deviceLifeSeconds = 365 * 24 * 3_600;

/**
 * Starts a session and sets its cookie; the previous session of this browser ends.
 * @throws {Refusal} unauthenticated, when the proof of identity is no longer valid
 */
export async function startBrowserSession(visit: Visit, proven: Proven): Promise<NewSession> {
  const { app, c, services } = visit;
  const device = deviceName(c.req.header("User-Agent") ?? "");
  const session = await startSession(services, { ...proven, device });
  const former = readSessionCookie(app, c);
  const actor = former ? await accountOfCookie(services, former) : undefined;
  if (actor) await endBrowserSession(visit, actor);
  setSessionCookie(app, c, session.token);
  await rememberDevice(visit, proven.userId);
  return session;
}

/** Ends the session of the request. A form sent twice finds it already ended, which is fine. */
export async function endBrowserSession({ services }: Visit, actor: Actor): Promise<void> {
  try {
    await endSession({ ...services, actor }, actor.sessionId);
  } catch (error) {
    if (!["not_found", "unauthenticated"].includes(asRefusal(error).code)) throw error;
  }
}

/** Marks this browser as known to an account. The mark cannot be forged. */
export async function knownDevice({ c, services }: Visit): Promise<DeviceMark | undefined> {
  const value = await getSignedCookie(c, signingKey(services.secrets.jwtKey), deviceCookie);
  if (!value) return undefined;
  // The id of an adopted account may contain a colon; a mark does not.
  const end = value.lastIndexOf(":");
  return { userId: value.slice(0, end), mark: value.slice(end + 1) };
}

async function rememberDevice(visit: Visit, userId: string): Promise<void> {
  const { c, services, config } = visit;
  const known = await knownDevice(visit);
  const own = known?.userId === userId ? known.mark : uuidv7(services.clock.now(), services.random);
  const key = signingKey(services.secrets.jwtKey);
  await setSignedCookie(c, deviceCookie, `${userId}:${own}`, key, {
    path: "/auth",
    httpOnly: true,
    sameSite: "Lax",
    secure: usesTls(config),
    maxAge: deviceLifeSeconds,
  });
}

/** Nobody can come back as this browser's guest, and the account is a stranger's here. */
export function forgetDevice({ c, config }: Visit): void {
  deleteCookie(c, deviceCookie, { path: "/auth", secure: usesTls(config) });
}

/** A separate key for cookies, so that no token is ever a valid cookie. */
function signingKey(jwtKey: Uint8Array): string {
  return new Bun.CryptoHasher("sha256", jwtKey).update("device cookie").digest("hex");
}
