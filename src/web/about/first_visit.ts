/**
 * On the first visit, people are told once what staff can see: whoever registers reads it in the
 * form, the others in a notice. The browser remembers whom it has told.
 */
import { getCookie, setCookie } from "hono/cookie";
import { usesTls } from "#kit/config.ts";
import type { Visit } from "../http/visit.ts";

const cookieName = "staff-access";
const lifeSeconds = 365 * 24 * 3_600;

type State = "told" | "untold";

/** Whether this page shows the notice. Staff need none. */
export function isFirstVisit(visit: Visit): boolean {
  const { actor } = visit;
  return actor !== undefined && actor.role !== "admin" && stateOf(visit, actor.id) === "untold";
}

/** After signing in, unless this browser has told this person before. */
export function beginFirstVisit(visit: Visit, userId: string): void {
  if (stateOf(visit, userId) !== "told") keep(visit, userId, "untold");
}

export function endFirstVisit(visit: Visit, userId: string): void {
  keep(visit, userId, "told");
}

function stateOf({ c }: Visit, userId: string): string | undefined {
  const value = getCookie(c, cookieName) ?? "";
  // The id of an adopted account may contain a colon.
  const end = value.lastIndexOf(":");
  return value.slice(0, end) === userId ? value.slice(end + 1) : undefined;
}

function keep({ c, config }: Visit, userId: string, state: State): void {
  setCookie(c, cookieName, `${userId}:${state}`, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: usesTls(config),
    maxAge: lifeSeconds,
  });
}
