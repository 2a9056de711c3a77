/** The route table as an OpenAPI 3.1 document. */
import { z } from "zod";
import type { Documentation, Policy, Route } from "../http/route.ts";
import type { Content, OpenApi, Operation, Parameter, Path, Schema } from "./openapi_types.ts";
import { version } from "#kit/version.ts";
import type { RefusalCode } from "#wire/codes.ts";
import { statusOf } from "../http/refusal_status.ts";
import { refusal } from "./schemas.ts";

type Schemas = Record<string, Schema>;
type Documented = Route & { documentation: Documentation };

const aboutAll =
  "Everything the pages can do, as JSON. Sign in with POST /auth/token and send the access token as " +
  "Authorization: Bearer, or use the session cookie from a page of the same origin. A group is called " +
  "a conversation in paths and fields, as in the original Team Chat. Anything you may not see is " +
  "answered with 404, as if it did not exist. Every error is JSON with `message` and `code`. " +
  "Text lengths are counted in UTF-16 code units, as in JavaScript and Java.";

export function openApiOf(table: Route[]): OpenApi {
  const routes = table.filter((route): route is Documented => route.documentation !== undefined);
  const schemas: Schemas = {};
  const paths: Record<string, Path> = {};
  const refusalSchema = toSchema(refusal, schemas);
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, schemas) };
  }
  const license = { name: "MIT" };
  return {
    openapi: "3.1.1",
    info: { title: "Team Chat API", version, description: aboutAll, license },
    servers: [{ url: "/" }],
    tags: [...new Set(routes.map(({ documentation }) => documentation.tag))].map((name) => ({
      name,
    })),
    security: [{ bearer: [] }, { cookie: [] }],
    paths,
    components: {
      schemas,
      responses: refusalsOf(jsonContent(refusalSchema)),
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        cookie: {
          type: "apiKey",
          in: "cookie",
          name: "session",
          description:
            "Named __Host-session under https. Unsafe methods need a same-origin Origin.",
        },
      },
    },
  };
}

/** For whom the routes are that do not exist for others. */
const descriptions: Partial<Record<Policy, string>> = {
  course_staff: "Staff only: admins, and teachers and tutors in their courses.",
  teachers: "Staff only: admins, and teachers in their courses.",
  staff: "Staff only: admins.",
};

function operationOf({ documentation, ...route }: Documented, schemas: Schemas): Operation {
  const { tag, summary, body, query, answer, mayBeMissing, status = 200 } = documentation;
  const parameters = [...pathParameters(route.path), ...queryParameters(query, schemas)];
  const description = descriptions[route.policy];
  const refused = ["Internal", "Limited", "Busy"];
  if (body) refused.push("Unreadable", "TooLarge");
  if (body || query) refused.push("Invalid");
  if (route.policy !== "public" || route.carriesCredentials) refused.push("Unauthenticated");
  if (descriptions[route.policy] || mayBeMissing || route.path.includes(":")) {
    refused.push("NotFound");
  }
  if (route.method !== "GET") refused.push("Forbidden", "Conflict", "Full");
  const content = answer && { content: jsonContent(toSchema(answer, schemas)) };
  return {
    operationId: operationId(route.method, route.path),
    summary,
    ...(description && { description }),
    tags: [tag],
    ...(route.policy === "public" && { security: [] }),
    parameters,
    ...(body && {
      requestBody: { required: true, content: jsonContent(toSchema(body, schemas)) },
    }),
    responses: {
      [status]: { description: content ? "Done" : "Done, without content", ...content },
      ...Object.fromEntries(
        refused.map((name) => [
          statusOf[refusals[name]!.code],
          { $ref: `#/components/responses/${name}` },
        ]),
      ),
    },
  };
}

/** `GET /api/conversation/:id/messages` → `getApiConversationIdMessages`. */
function operationId(method: string, path: string): string {
  const words = path.split(/[^A-Za-z]+/).filter(Boolean);
  return (
    method.toLowerCase() + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("")
  );
}

function pathParameters(path: string): Parameter[] {
  return [...path.matchAll(/:(\w+)/g)].map((match) => ({
    name: match[1]!,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters(query: z.ZodType | undefined, schemas: Schemas): Parameter[] {
  if (!query) return [];
  const { properties = {}, required = [] } = toSchema(query, schemas);
  return Object.entries(properties).map(([name, { description: about, ...schema }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(about && { description: about }),
    schema,
  }));
}

/** A schema as JSON Schema; named ones are put into `schemas` and referenced. */
function toSchema(schema: z.ZodType, schemas: Schemas): Schema {
  const text = JSON.stringify(z.toJSONSchema(schema, { io: "input" }));
  const {
    $schema: _,
    $defs,
    ...rest
  } = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as Schema & {
    $schema: string;
    $defs?: Schemas;
  };
  Object.assign(schemas, $defs);
  return rest;
}

function jsonContent(schema: Schema): Content {
  return { "application/json": { schema } };
}

const refusals: Record<string, { code: RefusalCode; description: string }> = {
  Unreadable: { code: "bad_json", description: "The body is not JSON" },
  Unauthenticated: { code: "unauthenticated", description: "No valid token or session" },
  Forbidden: { code: "forbidden", description: "Not allowed, or sent by another site" },
  NotFound: { code: "not_found", description: "Does not exist, or you cannot see it" },
  Conflict: { code: "conflict", description: "In use already, or changed meanwhile" },
  TooLarge: { code: "too_large", description: "More than 256 KB" },
  Invalid: { code: "invalid", description: "An input is wrong; `field` names it" },
  Limited: {
    code: "limited",
    description: "Too many requests; Retry-After says when to try again",
  },
  Internal: { code: "internal", description: "Our fault; `reference` is in the server's log" },
  Busy: { code: "busy", description: "The server is busy; Retry-After says when to try again" },
  Full: { code: "storage_full", description: "The server's disk is full; nothing was saved" },
};

function refusalsOf(content: Content): OpenApi["components"]["responses"] {
  const waits = new Set(["Limited", "Busy", "Full"]);
  const headers = {
    "Retry-After": { description: "Seconds", schema: { type: "integer" } },
  };
  return Object.fromEntries(
    Object.entries(refusals).map(([name, { description: about }]) => [
      name,
      { description: about, ...(waits.has(name) && { headers }), content },
    ]),
  );
}
