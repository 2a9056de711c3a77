/**
 * The documentation of `/auth/token` and the routes beside it; their handlers are in `web/auth`.
 */
import { z } from "zod";
import type { Documentation } from "../http/route.ts";

const tag = "Tokens";
const accessToken = z
  .string()
  .meta({ description: "For Authorization: Bearer; valid for an hour" });

export const tokenDocumentation: Documentation = {
  tag,
  summary: "Exchange email and password for a pair of tokens; also sets the session cookie",
  body: z
    .object({ email: z.string(), password: z.string() })
    .meta({ examples: [{ email: "test@test.com", password: "test" }] }),
  answer: z.object({
    access_token: accessToken,
    refresh_token: z.string().meta({ description: "Only for /auth/refresh; valid for 30 days" }),
  }),
};

export const refreshDocumentation: Documentation = {
  tag,
  summary: "Get a new access token; send the refresh token as Bearer",
  answer: z.object({ access_token: accessToken }),
};

export const checkDocumentation: Documentation = {
  tag,
  summary: "Check a token and find out whose it is",
  answer: z.object({
    authenticated: z.literal(true),
    user: z.string().meta({ description: "The account's id, as in the original system" }),
    account: z.object({
      id: z.string(),
      email: z.string(),
      username: z.string(),
      name: z.string(),
      role: z.enum(["admin", "user", "guest"]),
    }),
    message: z.string(),
  }),
};
