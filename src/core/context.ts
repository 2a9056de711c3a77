import type { Clock } from "#kit/clock.ts";
import type { Emitter } from "#kit/emitter.ts";
import type { RandomBytes } from "#kit/ids.ts";
import type { Logger } from "#kit/logger.ts";
import type { Office, Role } from "#wire/views.ts";
import type { Database } from "#storage/database.ts";
import type { KeptFigures } from "./groups/group_figures.ts";
import type { KeptMembers } from "./groups/kept_members.ts";
import type { NewestMessages } from "./groups/newest_messages.ts";
import type { LogEntry, LogPosition } from "./log/log_entry.ts";
import type { NewestPages } from "./messages/newest_pages.ts";
import type { RateLimits } from "./rates.ts";
import type { KeptRules } from "./rules/kept_rules.ts";
import type { Secrets } from "./instance/secrets.ts";

/** What every verb needs, whoever the actor is. Created once, by `open_services.ts`. */
export interface Services {
  db: Database;
  clock: Clock;
  random: RandomBytes;
  logger: Logger;
  secrets: Secrets;
  rates: RateLimits;
  /** Whether there is a server for mails; without one, none are written. */
  sendsMails: boolean;
  newestMessages: NewestMessages;
  keptFigures: KeptFigures;
  keptMembers: KeptMembers;
  newestPages: NewestPages;
  keptRules: KeptRules;
  /**
   * Emits what this process has appended to the log, after the commit. Other processes read the
   * log.
   */
  appended: Emitter<LogEntry[]>;
}

/** What waits for someone outside the chats. */
export interface Attention {
  /** What waits for a decision by staff: cases, and messages for approval. */
  cases: number;
  /** Decisions about the person, or about what they have reported, that they have not seen. */
  answers: number;
  /** In how many places they may not write for a while. */
  mutes: number;
}

/** The actor, as permissions and the audit log need to know them. */
export interface Actor {
  id: string;
  name: string;
  role: Role;
  /** The highest office in any course; in which ones, only the database says. */
  office?: Office;
  /** What the rail shows a number of; absent if there is nothing. */
  attention?: Attention;
  sessionId: string;
  /** When the session ends on its own, because of its age or a guest's. */
  endsAtMs: number;
}

/** The account of a live session, with the fields that its own pages show. */
export interface Account extends Actor {
  username: string;
  email: string;
  locale: "en" | "de" | null;
  theme: "light" | "dark" | null;
  /** Whether shortcuts of a single key work. */
  singleKeys: boolean;
  /** Whether the first steps of staff have been done or skipped. */
  stepsEnded: boolean;
  /** Where the log ended when the account was read: before all that its request reads. */
  logEnd: LogPosition;
}

/** The services and the actor: the first argument of every verb. */
export interface Context extends Services {
  actor: Actor;
}

/** The services and the actor's state within the current transaction. Only `writeAs` creates it. */
export interface Acting extends Services {
  actor: Actor & { readonly present: true };
}
