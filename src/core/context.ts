import type { Clock } from "#kit/clock.ts";
import type { Emitter } from "#kit/emitter.ts";
import type { RandomBytes } from "#kit/ids.ts";
import type { Logger } from "#kit/logger.ts";
import type { Role } from "#wire/views.ts";
import type { Database } from "#storage/database.ts";
import type { LogEntry } from "./log/log_entry.ts";
import type { RateLimits } from "./rates.ts";
import type { Secrets } from "./instance/secrets.ts";

/** What every verb needs, whoever acts. Created once, by `open_services.ts`. */
export interface Services {
  db: Database;
  clock: Clock;
  random: RandomBytes;
  logger: Logger;
  secrets: Secrets;
  rates: RateLimits;
  /** What this process has appended to the log, after the commit. Others find it by reading the log. */
  appended: Emitter<LogEntry[]>;
}

/** Who acts: what permissions and records need to know. */
export interface Actor {
  id: string;
  name: string;
  role: Role;
  sessionId: string;
  /** When the session ends by itself, by its age or a guest's. */
  endsAtMs: number;
}

/** The account of a live session, with what its own pages show. */
export interface Account extends Actor {
  username: string;
  email: string;
  locale: "en" | "de" | null;
  theme: "light" | "dark" | null;
}

/** Services, and who asks: the first argument of every verb. */
export interface Context extends Services {
  actor: Actor;
}

/** Services, and who acts, as they are in the transaction that does it: made by `writeAs` alone. */
export interface Acting extends Services {
  actor: Actor & { readonly present: true };
}
