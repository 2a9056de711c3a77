/** One-time codes as the API answers with them. */
import { z } from "zod";
import type { SignInCode } from "#core/identity/codes.ts";
import type { MailedLinks } from "#core/mail/send_links.ts";
import type { FirstCode } from "#core/people/first_codes.ts";
import * as schemas from "./schemas.ts";

export const codeDescription = "Shown only in this response; it works once, for 14 days";

export const firstCode = z.object({
  user_id: z.string(),
  name: z.string(),
  email: z.string(),
  username: z.string(),
  code: z.string().meta({ description: codeDescription }),
  code_expires_at: schemas.time,
});

export const mailedLinks = z.object({
  mailed: schemas.wholeNumber,
  without_address: schemas.wholeNumber.meta({ description: "People who still need a code" }),
});

export function mailedLinksOf({ mailed, withoutAddress }: MailedLinks) {
  return { mailed, without_address: withoutAddress };
}

export function codeOf({ code, expiresAt }: SignInCode) {
  return { code, code_expires_at: expiresAt };
}

export function firstCodeOf({ id, name, email, username, ...code }: FirstCode) {
  return { user_id: id, name, email, username, ...codeOf(code) };
}
