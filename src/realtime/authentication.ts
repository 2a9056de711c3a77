/**
 * Who opens a socket: by header, by cookie from our own pages, by subprotocol, or later by the
 * token of its IdMessage. What is claimed without proof counts for nothing.
 */
import { type Config, usesTls } from "#kit/config.ts";
import type { Account, Actor, Services } from "#core/context.ts";
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
  /** Nobody yet: the IdMessage has to carry a token. */
  | { kind: "accepted"; actor: Actor | undefined; subprotocol?: string };

/** Decides about a request that wants to become a socket: one look into the database for each proof. */
export async function authenticateUpgrade(
  services: Services,
  config: Config,
  headers: Headers,
): Promise<Upgrade> {
  const [scheme, token] = subprotocols(headers);
  if (scheme !== "bearer") return decide(services, config, { headers });
  const upgrade = await decide(services, config, { headers, token });
  // A browser gives up where nothing of what it offers is taken, whatever it was that let it in.
  return upgrade.kind === "accepted" ? { ...upgrade, subprotocol: scheme } : upgrade;
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
    // A browser sends the cookie from any page: only ours may use it.
    if (!isOwnOrigin(config, headers)) {
      return { kind: "refused", status: 403, message: "This page may not open a connection." };
    }
    const actor = actorOf(await accountOfCookie(services, cookie));
    if (actor) return { kind: "accepted", actor };
  }
  return token === undefined ? { kind: "accepted", actor: undefined } : byToken(services, token);
}

/** @returns nobody when the token is not ours, is expired, or its session has ended */
export async function actorOfToken(services: Services, token: string): Promise<Actor | undefined> {
  return actorOf(await accountOfToken(services, token));
}

/** @returns nobody when the session has ended */
export async function actorOfSession(services: Services, id: string): Promise<Actor | undefined> {
  return actorOf(await accountOfSession(services, id));
}

/** Thousands of these are kept: without what only pages show, and with one text for each role. */
function actorOf(account: Account | undefined): Actor | undefined {
  if (!account) return undefined;
  const { id, name, role, sessionId, endsAtMs } = account;
  return { id, name, role: sameRole[role], sessionId, endsAtMs };
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
