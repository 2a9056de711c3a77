import type { Office, Role } from "#wire/views.ts";
import type { Locale, Texts } from "../text/catalogue.ts";
import type { Theme } from "./document.tsx";
import type { Identity } from "./identity.ts";

export type Section =
  "conversations" | "groups" | "users" | "moderation" | "record" | "answers" | "account" | "help";

export interface Person {
  id: string;
  name: string;
  role: Role;
  office?: Office;
  /** What waits for them outside the chats. */
  attention?: { cases: number; answers: number };
}

export interface RailProps {
  /** The person who is signed in. */
  person: Person;
  /** The current entry. */
  section?: Section;
  identity: Identity;
  locale: Locale;
  theme: Theme;
  /** The address of this page, to which a change of language or theme returns. */
  here: string;
  texts: Texts;
}
