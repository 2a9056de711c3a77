/** Checks the fields of a person. Returns the stored form. */
import { personLimits } from "#wire/limits.ts";
import { foldText } from "#wire/fold.ts";
import { mixesAlphabets, oneLine, withoutUnseen } from "#wire/text.ts";
import {
  invalidText as invalid,
  requireLength,
  requireStorable,
  requireLegible,
} from "../valid_text.ts";

/** The stored form of an address: lowercase, without full-width or invisible characters. */
export function normalEmail(email: string): string {
  return withoutUnseen(email.normalize("NFKC")).trim().toLowerCase().normalize("NFC");
}

/** @throws {Refusal} invalid, field `email` */
export function validEmail(text: string): string {
  requireStorable("email", text);
  const email = normalEmail(text);
  const { emailChars: max } = personLimits;
  if (email === "") throw invalid("email", { reason: "email_missing" });
  requireLength("email", email, { max, reason: "email_long" });
  // One @, no spaces or control characters, a dot in the domain; only a mail can tell whether it
  // works. The domain `.invalid` belongs to nobody (RFC 2606).
  if (
    email.endsWith(".invalid") ||
    !/^[^\s@"(),:;<>[\\\]\p{C}]{1,64}@([\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,}$/u.test(email)
  ) {
    throw invalid("email", { reason: "email_malformed" });
  }
  if (mixesAlphabets(email)) {
    throw invalid("email", { reason: "email_mixed" });
  }
  return email;
}

/** Like `validEmail`, but a person may have none: blank is stored as the empty text. */
export function optionalEmail(text: string): string {
  return normalEmail(text) === "" ? "" : validEmail(text);
}

/** @throws {Refusal} invalid, field `username` */
export function validUsername(text: string): string {
  const username = text.trim().toLowerCase();
  const { usernameCharsMin: min, usernameChars: max } = personLimits;
  if (username.length < min || username.length > max || !/^[a-z0-9._-]+$/.test(username)) {
    throw invalid("username", { reason: "username_malformed", params: { min, max } });
  }
  return username;
}

/**
 * What pages show in place of a missing name, or after the reader's own: nobody may have such a
 * name. Compared folded; the texts are in src/ui/text.
 */
const wordsOfPages = /^(deleted user|deleted account|geloschtes konto)$|\((you|sie)\)$/;

/** @throws {Refusal} invalid, field `name` */
export function validName(text: string): string {
  requireStorable("name", text);
  const name = oneLine(text);
  const { nameChars: max } = personLimits;
  if (name === "") throw invalid("name", { reason: "name_missing" });
  requireLegible("name", name);
  requireLength("name", name, { max, reason: "name_long" });
  if (mixesAlphabets(name)) {
    throw invalid("name", { reason: "name_mixed" });
  }
  if (wordsOfPages.test(foldText(name))) {
    throw invalid("name", { reason: "name_reserved" });
  }
  return name;
}

/** @throws {Refusal} invalid, field `password` */
export function validPassword(password: string, person: { email: string; name: string }): string {
  requireStorable("password", password);
  const { passwordCharsMin: min, passwordChars: max } = personLimits;
  if (password.length < min) {
    throw invalid("password", { reason: "password_short", params: { min } });
  }
  requireLength("password", password, { max, reason: "password_long" });
  const lower = password.trim().toLowerCase();
  const known = [person.email, person.email.split("@")[0], person.name, ""];
  if (known.some((text) => text?.toLowerCase() === lower)) {
    throw invalid("password", { reason: "password_guessable" });
  }
  return password;
}

/** The beginning of a username that nobody has chosen, from an address or a name. */
export function usernameOf(text: string): string {
  const local = foldText(text.split("@")[0]!)
    .replaceAll(" ", ".")
    .replace(/[^a-z0-9._-]/g, "")
    .slice(0, 24);
  return local.length < personLimits.usernameCharsMin ? `user${local}` : local;
}
