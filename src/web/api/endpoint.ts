/** An API route whose schemas validate requests and describe them in the documentation. */
import type { z } from "zod";
import { answerJson, type EncodedJson } from "../http/answer_body.ts";
import { api, type Method, type Policy, type Route } from "../http/route.ts";
import type { SignedInVisit } from "../http/visit.ts";
import { checked, readBody } from "./read_body.ts";

export interface Endpoint<Body, Query, Answer> {
  method: Method;
  path: string;
  /** As in `Policy`; every endpoint needs an account. */
  policy: Exclude<Policy, "public">;
  tag: string;
  summary: string;
  body?: z.ZodType<Body>;
  query?: z.ZodType<Query>;
  /** Without it the answer has no content (204). */
  answer?: z.ZodType<Answer>;
  status?: 200 | 201;
  /** It does not exist for everyone, although its policy lets them in. */
  mayBeMissing?: true;
  /** The largest body; 256 KB by default. */
  bodyBytesMax?: number;
  handle: (
    visit: SignedInVisit,
    input: { body: Body; query: Query },
  ) => Answered<NoInfer<Answer>> | Promise<Answered<NoInfer<Answer>>>;
}

type Answered<Answer> = Answer | EncodedJson<Answer>;

export function endpoint<Body = undefined, Query = undefined, Answer = void>(
  definition: Endpoint<Body, Query, Answer>,
): Route {
  const { method, path, policy, bodyBytesMax, handle, ...documentation } = definition;
  const { body, query, answer } = documentation;
  const status = documentation.status ?? 200;
  return api({
    method,
    path,
    policy,
    bodyBytesMax,
    documentation: { ...documentation, status: answer ? status : 204 },
    async handle(visit) {
      const result = await handle(visit, {
        query: (query && checked(query, visit.c.req.query())) as Query,
        body: (body && checked(body, await readBody(visit))) as Body,
      });
      return answer ? answerJson(visit.c, result, status) : visit.c.body(null, 204);
    },
  });
}
