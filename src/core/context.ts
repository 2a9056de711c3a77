import type { Clock } from "#kit/clock.ts";
import type { RandomBytes } from "#kit/ids.ts";
import type { Log } from "#kit/log.ts";
import type { Role } from "#protocol/frames.ts";
import type { Database } from "#storage/database.ts";
import type { LogEntry } from "./log_entry.ts";
import type { RateLimits } from "./rates.ts";
import type { Secrets } from "./secrets.ts";

/** What every verb needs, whoever acts. Made once in `main.ts`. */
export interface Services {
  db: Database;
  clock: Clock;
  random: RandomBytes;
  log: Log;
  secrets: Secrets;
  rates: RateLimits;
  /** Told after the commit what was appended to the log. May fail or be lost: readers follow the log. */
  announce(entries: LogEntry[]): void;
}

/** The account that acts, as its session row says. */
export interface Actor {
  id: string;
  username: string;
  name: string;
  email: string;
  role: Role;
  locale: "en" | "de" | null;
  theme: "light" | "dark" | null;
  sessionId: string;
}

/** Services, and who acts: the first argument of every verb. */
export interface Context extends Services {
  actor: Actor;
}
