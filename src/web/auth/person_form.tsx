/** What the forms of a new account and of a new guest share. */
import { oneLine } from "#wire/text.ts";
import { EmailField, Field } from "#ui/parts/field.tsx";
import { format } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import type { FormErrors } from "../http/form.ts";
import type { PageParts } from "../http/render.tsx";
import type { Visit } from "../http/visit.ts";
import { endFirstVisit } from "../about/first_visit.ts";
import { afterSignIn } from "./invite_cookie.ts";
import { startBrowserSession } from "./start_session.ts";

export interface PersonForm {
  email: string;
  name: string;
  errors: FormErrors;
  status?: PageParts["status"];
}

export const emptyForm: PersonForm = { email: "", name: "", errors: {} };

/** Signs the new person in. The form has said what staff can see. */
export async function welcome(visit: Visit, userId: string, name: string): Promise<Response> {
  await startBrowserSession(visit, { userId });
  endFirstVisit(visit, userId);
  flash(visit, "success", format(visit.texts.auth.welcome, { name: oneLine(name) }));
  return visit.c.redirect(await afterSignIn(visit, "/conversations"), 303);
}

export function registrationRequest({ config, address }: Visit) {
  return { registration: config.registration, address };
}

export function withDomains({ config: { registration }, texts }: Visit, lead: string): string {
  if (registration.mode !== "domains") return lead;
  const domains = registration.domains.join(", ");
  return `${lead} ${format(texts.auth.registerDomains, { domains })}`;
}

interface NameFieldsProps extends Pick<PersonForm, "name" | "email" | "errors"> {
  /** Tells password managers to save the address. */
  emailIs: "username" | "email";
  texts: Visit["texts"]["auth"];
}

export function NameFields({ name, email, errors, emailIs, texts }: NameFieldsProps) {
  return (
    <>
      <Field
        name="name"
        label={texts.name}
        hint={texts.nameHint}
        value={name}
        error={errors["name"]}
        autoComplete="name"
        required
      />
      <EmailField
        label={texts.email}
        value={email}
        error={errors["email"]}
        autoComplete={emailIs}
        required
      />
    </>
  );
}
