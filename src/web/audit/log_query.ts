/** What was typed into the filter of the log, and the addresses that keep it. */
import { type LogQuery, logTopics } from "#core/audit/audit_reading.ts";
import { logLimits } from "#wire/limits.ts";
import type { SignedInVisit } from "../http/visit.ts";

export interface Typed {
  q: string;
  who: string;
  what: string;
  from: string;
  until: string;
}

const names = ["q", "who", "what", "from", "until"] as const;

export function typedIn({ c }: SignedInVisit): Typed {
  const { q = "", who = "", what = "", from = "", until = "" } = c.req.query();
  return { q: q.trim().slice(0, logLimits.searchChars), who, what, from, until };
}

export function queryOf({ q: search, who: actorId, what, from, until }: Typed): LogQuery {
  return { search, actorId, topic: logTopics.find((topic) => topic === what), from, until };
}

/** Whether nothing is left out. */
export function isWhole(typed: Typed): boolean {
  return names.every((name) => typed[name] === "");
}

/** @param page the first, without it */
export function addressOf(path: string, typed: Typed, page?: number): string {
  const query = new URLSearchParams();
  for (const name of names) if (typed[name] !== "") query.set(name, typed[name]);
  if (page !== undefined) query.set("page", String(page));
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}
