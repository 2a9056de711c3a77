import { readForm } from "../http/form.ts";
import { localeOf, rememberLanguage } from "../http/language_cookie.ts";
import type { Visit } from "../http/visit.ts";
import { ownPath } from "./next_path.ts";

/** From the pages before signing in, which are then shown again. */
export async function chooseLanguage(visit: Visit): Promise<Response> {
  const form = await readForm(visit);
  rememberLanguage(visit, localeOf(form.text("locale")));
  return visit.c.redirect(ownPath(form.text("next")) ?? "/auth/login", 303);
}
