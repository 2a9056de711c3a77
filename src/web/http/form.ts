/** Forms: reads what was sent, and shows it again with errors beside the fields. */
import { asRefusal, Refusal } from "#core/refusals.ts";
import { statusOf } from "./refusal_status.ts";
import { refusalText } from "./refusal_text.ts";
import { setRetryAfter } from "./retry_after.ts";
import type { Visit } from "./visit.ts";

/** The fields of a form, as text; files are ignored. */
export class FormValues {
  readonly #values = new Map<string, string[]>();

  constructor(entries: Iterable<[string, unknown]> = []) {
    for (const [name, value] of entries) {
      if (typeof value !== "string") continue;
      // Browsers send line breaks as CR LF (RFC 7578), though people type LF.
      const text = value.replaceAll("\r\n", "\n");
      const values = this.#values.get(name);
      if (values) values.push(text);
      else this.#values.set(name, [text]);
    }
  }

  /** A field's text; empty if it was not sent. */
  text(name: string): string {
    return this.#values.get(name)?.[0] ?? "";
  }

  /** All values of a field that occurs several times. */
  all(name: string): string[] {
    return this.#values.get(name) ?? [];
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }
}

/** By field; errors without a field are under `form`. */
export type FormErrors = Record<string, string>;

/** @throws {Refusal} when the body is not a form */
export async function readForm(visit: Visit): Promise<FormValues> {
  try {
    const body = await visit.c.req.formData();
    return new FormValues(body.entries());
  } catch {
    throw new Refusal("invalid", {
      reason: "form_unreadable",
    });
  }
}

/** Refusals after which the form is shown again; the others have a page of their own. */
const shownAgain = [
  "unauthenticated",
  "forbidden",
  "conflict",
  "invalid",
  "limited",
  "busy",
  "storage_full",
] as const;

/** The status of a refused form that is shown again. */
export type RefusedStatus = (typeof statusOf)[(typeof shownAgain)[number]];

/**
 * Runs the action of a form. If it is refused, `again` shows the form with the error beside its
 * field; unexpected errors go to the error page.
 */
export async function submitForm(
  visit: Visit,
  act: () => Promise<Response>,
  again: (errors: FormErrors, status: RefusedStatus) => Response | Promise<Response>,
): Promise<Response> {
  try {
    return await act();
  } catch (error) {
    const refusal = asRefusal(error);
    setRetryAfter(visit.c, refusal);
    const all = [refusal, ...refusal.also].toReversed();
    const errors = Object.fromEntries(
      all.map((one) => [one.field ?? "form", refusalText(visit.texts, one)]),
    );
    const code = shownAgain.find((shown) => shown === refusal.code);
    if (!code) throw error;
    return again(errors, statusOf[code]);
  }
}
