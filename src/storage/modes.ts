/** Who may write in a group, until when, and why. */
import { fragment, type Queries } from "./database.ts";

export type StoredMode = "open" | "staff_only" | "slow" | "locked" | "hold";
/** Whose messages wait in the mode `hold`. */
export type HoldFor = "everyone" | "guests" | "chosen";

/** A mode in force; `open` once one has ended. */
export interface ModeColumns {
  mode: StoredMode;
  /** UTC ISO text; null without an end. */
  modeUntil: string | null;
  /** Empty if none was given. */
  modeReason: string;
  slowSeconds: number;
  holdFor: HoldFor;
  /** Who set it; null if their account is gone, or nobody has. */
  modeBy: string | null;
}

/** Whether the mode of a conversation `c` has ended. */
export const modeIsOver = fragment`(c.mode_until is not null and c.mode_until <= utc_now())`;

/** The mode in force of a conversation `c`, in the bin or not. */
export const modeInForce = fragment`case when ${modeIsOver} then 'open' else c.mode end`;

/** ModeColumns of a conversation `c`. */
export const modeColumns = fragment`${modeInForce} as mode, c.mode_until as "modeUntil",
      c.mode_reason as "modeReason", c.slow_seconds as "slowSeconds",
      c.hold_for as "holdFor",
      (select w.name from users w where w.id = c.mode_by and w.deleted_at is null) as "modeBy"`;

export interface ModeState extends ModeColumns {
  /** When it was set; UTC ISO text. Null if it never was. */
  modeAt: string | null;
}

export function modeOf(db: Queries, id: string): Promise<ModeState | undefined> {
  return db.get<ModeState>`
    select ${modeColumns}, c.mode_at as "modeAt" from conversations c where c.id = ${id}`;
}

export interface NewMode {
  id: string;
  mode: StoredMode;
  until: string | null;
  reason: string;
  seconds: number;
  holdFor: HoldFor;
  by: string;
  at: string;
}

export function updateMode(
  tx: Queries,
  { id, mode, until, reason, seconds, holdFor, by, at }: NewMode,
): Promise<number> {
  return tx.run`
    update conversations
    set mode = ${mode}, mode_until = ${until}, mode_reason = ${reason}, slow_seconds = ${seconds},
      hold_for = ${holdFor}, mode_at = ${at}, mode_by = ${by}
    where id = ${id}`;
}
