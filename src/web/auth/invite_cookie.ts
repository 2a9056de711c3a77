/**
 * The invite that a visitor has opened, through registering or signing in. Signed: knowing an invite's id
 * is not having its link.
 */
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import { usesTls } from "#kit/config.ts";
import type { Visit } from "../http/visit.ts";

export const invitePath = "/join/invite";

const lifeSeconds = 2 * 3_600;

export async function keepInvite(visit: Visit, id: string): Promise<void> {
  const { c, config, services } = visit;
  const untilMs = services.clock.now() + lifeSeconds * 1000;
  await setSignedCookie(c, nameOf(visit), `${id}:${untilMs}`, keyOf(visit), {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: usesTls(config),
    maxAge: lifeSeconds,
  });
}

/** The invite's id, for two hours. It may have ended meanwhile. */
export async function keptInvite(visit: Visit): Promise<string | undefined> {
  const value = await getSignedCookie(visit.c, keyOf(visit), nameOf(visit));
  if (!value) return undefined;
  const [id, untilMs] = value.split(":");
  return Number(untilMs) > visit.services.clock.now() ? id : undefined;
}

export function forgetInvite(visit: Visit): void {
  deleteCookie(visit.c, nameOf(visit), { path: "/", secure: usesTls(visit.config) });
}

/** Where to go after signing in: who came with an invite sees it first. */
export async function afterSignIn(visit: Visit, next: string): Promise<string> {
  return (await keptInvite(visit)) === undefined ? next : invitePath;
}

const nameOf = ({ config }: Visit) => (usesTls(config) ? "__Host-invite" : "invite");

function keyOf({ services }: Visit): string {
  return new Bun.CryptoHasher("sha256", services.secrets.jwtKey)
    .update("invite cookie")
    .digest("hex");
}
