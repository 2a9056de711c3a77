/**
 * Identifies the client that opens a socket: by header, by a cookie from our own pages, by
 * subprotocol, or later by the token of its IdMessage. Unproven claims count for nothing.
 */
import { type Config, usesTls } from "#kit/config.ts";
import type { Actor, Services } from "#core/context.ts";
import { type Arrival, arrivalOfCookie } from "#core/groups/arrival.ts";
import {
  accountOfCookie,
  accountOfSession,
  accountOfToken,
  sessionCookieName,
} from "#core/identity/sessions.ts";
import type { Role } from "#wire/views.ts";
import { isOwnOrigin } from "./own_origin.ts";

export type Upgrade =
  | { kind: "refused"; status: 401 | 403; message: string }
  /**
   * Without an actor, the client proves its account when it identifies itself: by the cookie, or by
   * the token of its IdMessage.
   */
  | { kind: "accepted"; actor: Actor | undefined; cookie?: string; subprotocol?: string };

/**
 * Decides about a request to open a socket. Only a token is looked up now; a cookie together with
 * the list that its client will ask for.
 */
export function authenticateUpgrade(
  services: Services,
  config: Config,
  headers: Headers,
): Promise<Upgrade> {
  const [subprotocol, token] = subprotocols(headers);
  if (subprotocol !== "bearer") return decide(services, config, { headers });
  return accepting(subprotocol, decide(services, config, { headers, token }));
}

/**
 * Browsers close the socket unless the server picks one of the offered subprotocols, whatever the
 * proof was.
 */
async function accepting(subprotocol: string, decision: Promise<Upgrade>): Promise<Upgrade> {
  const upgrade = await decision;
  return upgrade.kind === "accepted" ? { ...upgrade, subprotocol } : upgrade;
}

async function decide(
  services: Services,
  config: Config,
  { headers, token }: { headers: Headers; token?: string },
): Promise<Upgrade> {
  const bearer = headers.get("Authorization")?.match(/^Bearer +(\S+) *$/i)?.[1];
  if (bearer !== undefined) return byToken(services, bearer);

  const cookie = sessionCookie(config, headers.get("Cookie") ?? "");
  if (cookie !== undefined) {
    // Browsers send the cookie from any page; only our own may use it.
    if (!isOwnOrigin(config, headers)) {
      return { kind: "refused", status: 403, message: "This page may not open a connection." };
    }
    if (token === undefined) return { kind: "accepted", actor: undefined, cookie };
    const account = await accountOfCookie(services, cookie);
    if (account) return { kind: "accepted", actor: actorOf(account) };
  }
  return token === undefined ? { kind: "accepted", actor: undefined } : byToken(services, token);
}

/** @returns undefined if the cookie's session has ended */
export async function arrivalOf(services: Services, cookie: string): Promise<Arrival | undefined> {
  const arrival = await arrivalOfCookie(services, cookie);
  return arrival && { ...arrival, actor: actorOf(arrival.actor) };
}

/** @returns undefined if the token is not ours or has expired, or its session has ended */
export async function actorOfToken(services: Services, token: string): Promise<Actor | undefined> {
  const account = await accountOfToken(services, token);
  return account && actorOf(account);
}

/** @returns undefined if the session has ended */
export async function actorOfSession(services: Services, id: string): Promise<Actor | undefined> {
  const account = await accountOfSession(services, id);
  return account && actorOf(account);
}

/**
 * There are thousands of these, so they lack the fields that only pages show and share one string
 * per role.
 */
function actorOf(account: Actor): Actor {
  const { id, name, role, office, attention, sessionId, endsAtMs } = account;
  const own = { id, name, role: sameRole[role], office, sessionId, endsAtMs };
  return attention ? { ...own, attention } : own;
}

const sameRole: Record<Role, Role> = { admin: "admin", user: "user", guest: "guest" };

async function byToken(services: Services, token: string): Promise<Upgrade> {
  const actor = await actorOfToken(services, token);
  return actor
    ? { kind: "accepted", actor }
    : { kind: "refused", status: 401, message: "The token is not valid any more." };
}

function sessionCookie(config: Config, header: string): string | undefined {
  const name = sessionCookieName(usesTls(config));
  const pair = header.split(/; */).find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1) || undefined;
}

function subprotocols(headers: Headers): string[] {
  return (headers.get("Sec-WebSocket-Protocol") ?? "").split(",").map((part) => part.trim());
}
