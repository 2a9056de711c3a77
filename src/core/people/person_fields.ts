/** What a person's fields must look like. What comes back is what is stored. */
import { personLimits } from "#wire/limits.ts";
import { foldText } from "#wire/fold.ts";
import { mixesAlphabets, oneLine, withoutUnseen } from "#wire/text.ts";
import {
  invalidText as invalid,
  requireLength,
  requireStorable,
  requireLegible,
} from "../valid_text.ts";

/** An address as it is stored: in lower case, without full width and without what cannot be seen. */
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
  // One @, no spaces or control characters, a dot in the domain. Whether it works, only mail can tell.
  // `.invalid` is nobody's (RFC 2606): accounts without an address stand there.
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
 * What pages say in place of a name that is gone, or behind one's own: nobody is called so. Compared
 * folded; src/ui/text has the words.
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

/** The start for a user name that nobody chose. */
export function usernameOfEmail(email: string): string {
  const local = foldText(email.split("@")[0]!)
    .replace(/[^a-z0-9._-]/g, "")
    .slice(0, 24);
  return local.length < personLimits.usernameCharsMin ? `user${local}` : local;
}
