/** Forms: reading what was sent, and showing it again with what is wrong beside each field. */
import { asRefusal, Refusal } from "#core/refusals.ts";
import { statusOf } from "./refusal_status.ts";
import { refusalText } from "./refusal_text.ts";
import { setRetryAfter } from "./retry_after.ts";
import type { Visit } from "./visit.ts";

/** What a form sent: text by field; files are not taken. */
export class FormValues {
  readonly #values = new Map<string, string[]>();

  constructor(entries: Iterable<[string, unknown]> = []) {
    for (const [name, value] of entries) {
      if (typeof value !== "string") continue;
      // Browsers send line breaks as CR LF (RFC 7578); what was typed had LF.
      const text = value.replaceAll("\r\n", "\n");
      const values = this.#values.get(name);
      if (values) values.push(text);
      else this.#values.set(name, [text]);
    }
  }

  /** A field's text; empty when it was not sent. */
  text(name: string): string {
    return this.#values.get(name)?.[0] ?? "";
  }

  /** Every value of a field that occurs several times. */
  all(name: string): string[] {
    return this.#values.get(name) ?? [];
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }
}

/** By field; what belongs to no field stands under `form`. */
export type FormErrors = Record<string, string>;

/** @throws {Refusal} when the body is not a form */
export async function readForm(visit: Visit): Promise<FormValues> {
  try {
    const body = await visit.c.req.formData();
    return new FormValues(body.entries());
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("invalid", {
      reason: "form_unreadable",
    });
  }
}

/** The refusals with which a form is shown again; the others have a page of their own. */
const shownAgain = [
  "unauthenticated",
  "forbidden",
  "conflict",
  "invalid",
  "limited",
  "busy",
  "storage_full",
] as const;

/** How a form is answered that was refused and is shown again. */
export type RefusedStatus = (typeof statusOf)[(typeof shownAgain)[number]];

/**
 * Does what a form asks for. When it is refused, the form is shown again by `again`, with the
 * refusal beside its field; what was not foreseen is left to the error page.
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
    const errors = { [refusal.field ?? "form"]: refusalText(visit.texts, refusal) };
    const code = shownAgain.find((shown) => shown === refusal.code);
    if (!code) throw error;
    return again(errors, statusOf[code]);
  }
}
