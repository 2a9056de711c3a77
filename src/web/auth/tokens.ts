/** Tokens for the API and for sockets, as the original's clients request them. */
import { Refusal } from "#core/refusals.ts";
import { accountOfSession, accountOfToken } from "#core/identity/sessions.ts";
import { signIn } from "#core/identity/sign_in.ts";
import { signToken } from "#core/identity/tokens.ts";
import { isFields } from "#wire/fields.ts";
import { isJson } from "../http/media_type.ts";
import { bearerToken } from "../middleware/identify.ts";
import type { SignedInVisit, Visit } from "../http/visit.ts";
import { startBrowserSession, knownDevice } from "./start_session.ts";

/**
 * Address and password → a pair of tokens; also sets the session cookie, for sockets without a
 * token.
 */
export async function issueTokens(visit: Visit): Promise<Response> {
  const { c, services } = visit;
  const { email, password } = await credentialsOf(visit);
  const device = await knownDevice(visit);
  const proven = await signIn(services, { email, password, address: visit.address, device });
  const session = await startBrowserSession(visit, proven);
  const actor = await accountOfSession(services, session.id);
  const { userId } = proven;
  const subject = { userId, username: actor?.username ?? "", sessionId: session.id };
  return c.json({
    access_token: await signToken(services, subject, "access"),
    refresh_token: await signToken(services, subject, "refresh"),
  });
}

/**
 * A missing body is not JSON: this is the original's answer to a GET, which clients use as a probe.
 */
export function refuseWithoutJson({ c }: Visit): Response {
  const message = "Send email and password as JSON, by POST.";
  return c.json({ message, msg: message, code: "invalid" }, 415);
}

export async function refreshToken({ c, services }: Visit): Promise<Response> {
  const token = bearerToken(c.req.header("Authorization"));
  const actor = token === undefined ? undefined : await accountOfToken(services, token, "refresh");
  if (!actor) {
    throw new Refusal("unauthenticated", { reason: "refresh_token_invalid" });
  }
  const subject = { userId: actor.id, username: actor.username, sessionId: actor.sessionId };
  return c.json({ access_token: await signToken(services, subject, "access") });
}

/**
 * Accepts tokens only, because scripts use this to find out whether theirs is still valid. `user`
 * is the id, as the original's scripts expect.
 */
export function checkToken({ c, actor }: SignedInVisit): Response {
  if (c.get("identifiedBy") !== "token") {
    throw new Refusal("unauthenticated", { reason: "access_token_missing" });
  }
  const { id, email, username, name, role } = actor;
  return c.json({
    authenticated: true,
    user: id,
    account: { id, email, username, name, role },
    message: "The token is valid.",
  });
}

/** Anything but a pair of texts in JSON is answered like a wrong password. */
async function credentialsOf({ c }: Visit): Promise<{ email: string; password: string }> {
  const readable = isJson(c.req.header("Content-Type"));
  const body: unknown = readable ? await c.req.json().catch(() => undefined) : undefined;
  const { email, password } = isFields(body) ? body : {};
  if (typeof email === "string" && typeof password === "string") return { email, password };
  throw new Refusal("unauthenticated", { reason: "credentials_format" });
}
