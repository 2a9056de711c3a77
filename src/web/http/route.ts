/**
 * A route of the web application. The whole table is in `routes.ts`. Each entry says who may use
 * it; one without a policy does not compile.
 */
import type { z } from "zod";
import type { SignedInVisit, Visit } from "./visit.ts";

/**
 * - `public`: everyone, signed in or not.
 * - `signed_in`: any account. A page redirects others to the sign-in page, the API answers 401.
 * - `course_staff`: an admin, or a teacher or tutor of any course. For all others the route does not exist.
 * - `teachers`: an admin, or a teacher of any course; likewise.
 * - `staff`: an admin; likewise.
 */
export type Policy = "public" | "signed_in" | "course_staff" | "teachers" | "staff";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Whether a request only reads. HEAD is GET without the content (RFC 9110, section 9.3.2). */
export function isReading(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

/** The API documentation of a route, generated from its schemas. */
export interface Documentation {
  summary: string;
  tag: string;
  query?: z.ZodType;
  body?: z.ZodType;
  answer?: z.ZodType;
  /** The status of a successful answer; 200 by default. */
  status?: number;
  /** It does not exist for everyone, although its policy lets them in. */
  mayBeMissing?: true;
}

export interface Route {
  method: Method;
  /** A path in Hono's syntax: `/groups/:id/edit`. */
  path: string;
  policy: Policy;
  /** `page` answers with HTML and accepts forms; `api` speaks JSON. */
  kind: "page" | "api";
  /** It answers with a part of a page, which a script asks for, or with a file; it is no page. */
  isPart?: boolean;
  /**
   * True for the few requests whose content proves who sends them (a password or token in the
   * body), so that they need not come from our own pages.
   */
  carriesCredentials?: boolean;
  /** The largest body; 256 KB by default. */
  bodyBytesMax?: number;
  documentation?: Documentation;
  handle: (visit: Visit) => Response | Promise<Response>;
}

type VisitOf<P extends Policy> = P extends "public" ? Visit : SignedInVisit;

type Definition<P extends Policy> = Omit<Route, "policy" | "handle" | "kind"> & {
  policy: P;
  handle: (visit: VisitOf<P>) => Response | Promise<Response>;
};

/** A route that answers with pages and accepts forms. */
export function page<P extends Policy>(definition: Definition<P>): Route {
  // `middleware/policy.ts` enforces the policy before the handler runs.
  return { ...definition, kind: "page", handle: definition.handle as Route["handle"] };
}

/** A route that speaks JSON. */
export function api<P extends Policy>(definition: Definition<P>): Route {
  return { ...definition, kind: "api", handle: definition.handle as Route["handle"] };
}
