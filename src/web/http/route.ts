/**
 * A route of the web application. The whole table is in `routes.ts`; each entry says who may use
 * it, and one without a policy does not compile.
 */
import type { z } from "zod";
import type { Services } from "#core/context.ts";
import type { SignedInVisit, Visit } from "./visit.ts";

/**
 * - `public`: anybody, signed in or not.
 * - `signed_in`: an account. A page sends others to the sign-in page, the API answers 401.
 * - `staff`: an admin. For everybody else the route does not exist.
 */
export type Policy = "public" | "signed_in" | "staff";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Whether a request only asks: HEAD is GET without the words (RFC 9110, section 9.3.2). */
export function isReading(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

/** What the API documentation says of a route; made from the schemas that validate. */
export interface Documentation {
  summary: string;
  tag: string;
  query?: z.ZodType;
  body?: z.ZodType;
  answer?: z.ZodType;
  /** Status of success; 200 without it. */
  status?: number;
}

export interface Route {
  method: Method;
  /** A path in Hono's form: `/groups/:id/edit`. */
  path: string;
  policy: Policy;
  /** For what comes and goes; while it is not there, the route does not exist for anybody. */
  isThere?: (services: Services) => Promise<boolean>;
  /** `page` answers with HTML and understands forms; `api` speaks JSON. */
  kind: "page" | "api";
  /**
   * True for the few requests that prove who asks by what they carry (password or token in the
   * body), and so need no proof that they come from our own pages.
   */
  carriesCredentials?: boolean;
  /** The most that may be sent; 256 KB without it. */
  bodyBytesMax?: number;
  documentation?: Documentation;
  handle: (visit: Visit) => Response | Promise<Response>;
}

type VisitOf<P extends Policy> = P extends "public" ? Visit : SignedInVisit;

type Definition<P extends Policy> = Omit<Route, "policy" | "handle" | "kind"> & {
  policy: P;
  handle: (visit: VisitOf<P>) => Response | Promise<Response>;
};

/** A route that answers with pages and understands forms. */
export function page<P extends Policy>(definition: Definition<P>): Route {
  // The policy is enforced before the handler runs: `middleware/policy.ts`.
  return { ...definition, kind: "page", handle: definition.handle as Route["handle"] };
}

/** A route that speaks JSON. */
export function api<P extends Policy>(definition: Definition<P>): Route {
  return { ...definition, kind: "api", handle: definition.handle as Route["handle"] };
}
