import type { z } from "zod";
import { Refusal } from "#core/refusals.ts";
import { isJson } from "../http/media_type.ts";
import type { Visit } from "../http/visit.ts";

const messageCharsMax = 300;

/** The body as JSON. @throws {Refusal} invalid (not sent as JSON), bad_json */
export async function readBody({ c }: Visit): Promise<unknown> {
  if (!isJson(c.req.header("Content-Type"))) {
    throw new Refusal("invalid", {
      reason: "json_expected",
    });
  }
  try {
    return await c.req.json();
  } catch {
    throw new Refusal("bad_json", { reason: "json_malformed" });
  }
}

/** Parses the value with the schema. @throws {Refusal} invalid, naming the first wrong field */
export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const field = issue.path.join(".");
  const message = field ? `${field}: ${issue.message}` : issue.message;
  throw new Refusal("invalid", {
    reason: "schema_mismatch",
    params: { problem: message.slice(0, messageCharsMax) },
    ...(field && { field }),
  });
}
