/** What a person's fields must look like. What comes back is what is stored. */
import { Refusal, type RefusalDetails } from "./errors.ts";

export const personLimits = {
  emailChars: 254,
  nameChars: 120,
  usernameCharsMin: 3,
  usernameChars: 32,
  passwordCharsMin: 8,
  passwordChars: 200,
  /** An adopted account may have a longer one; beyond this nobody has typed it. */
  oldPasswordChars: 4_096,
} as const;

/** One address is one text: without spaces around it, in lower case. */
export function normalEmail(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}

/** @throws {Refusal} invalid, field `email` */
export function validEmail(text: string): string {
  const email = normalEmail(text);
  const { emailChars: max } = personLimits;
  if (email === "")
    throw invalid("email", "Enter your e-mail address.", { reason: "email_missing" });
  if (email.length > max) {
    const message = `An address has at most ${max} characters.`;
    throw invalid("email", message, { reason: "email_long", params: { max } });
  }
  // One @, no spaces or control characters, a dot in the domain. Whether it works, only mail can tell.
  // `.invalid` is nobody's (RFC 2606): accounts without an address stand there.
  if (
    email.endsWith(".invalid") ||
    !/^[^\s@"(),:;<>[\\\]\p{C}]{1,64}@([\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,}$/u.test(email)
  ) {
    throw invalid("email", "This is not an e-mail address.", { reason: "email_malformed" });
  }
  return email;
}

/** @throws {Refusal} invalid, field `username` */
export function validUsername(text: string): string {
  const username = text.trim().toLowerCase();
  const { usernameCharsMin: min, usernameChars: max } = personLimits;
  if (username.length < min || username.length > max || !/^[a-z0-9._-]+$/.test(username)) {
    const message = `A user name has ${min} to ${max} characters: letters a to z, digits, dot, hyphen, underscore.`;
    throw invalid("username", message, { reason: "username_malformed", params: { min, max } });
  }
  return username;
}

/** @throws {Refusal} invalid, field `name` */
export function validName(text: string): string {
  // Control characters and direction overrides could make a name look like somebody else's.
  const name = text
    .normalize("NFC")
    .replace(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const { nameChars: max } = personLimits;
  if (name === "") throw invalid("name", "Enter a name.", { reason: "name_missing" });
  if (name.length > max) {
    throw invalid("name", `A name has at most ${max} characters.`, {
      reason: "name_long",
      params: { max },
    });
  }
  return name;
}

/** @throws {Refusal} invalid, field `password` */
export function validPassword(password: string, person: { email: string; name: string }): string {
  const { passwordCharsMin: min, passwordChars: max } = personLimits;
  if (password.length < min) {
    const message = `A password has at least ${min} characters.`;
    throw invalid("password", message, { reason: "password_short", params: { min } });
  }
  if (password.length > max) {
    const message = `A password has at most ${max} characters.`;
    throw invalid("password", message, { reason: "password_long", params: { max } });
  }
  const lower = password.trim().toLowerCase();
  const known = [person.email, person.email.split("@")[0], person.name, ""];
  if (known.some((text) => text?.toLowerCase() === lower)) {
    const message = "Your name or address is the first thing that others would try.";
    throw invalid("password", message, { reason: "password_guessable" });
  }
  return password;
}

/** The start for a user name that nobody chose. */
export function usernameOfEmail(email: string): string {
  const local = email
    .split("@")[0]!
    .normalize("NFKD")
    .replace(/[^a-z0-9._-]/g, "")
    .slice(0, 24);
  return local.length < personLimits.usernameCharsMin ? `user${local}` : local;
}

function invalid(
  field: string,
  message: string,
  details: Pick<RefusalDetails, "reason" | "params">,
): Refusal {
  return new Refusal("invalid", message, { field, ...details });
}
