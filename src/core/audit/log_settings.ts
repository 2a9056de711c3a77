/** Who reads the staff log, and for how long it is kept. Admins decide for the whole installation. */
import { deleteMeta, readMeta, writeMeta } from "#storage/meta.ts";
import type { Queries } from "#storage/database.ts";
import type { LogReader } from "#storage/audit.ts";
import { type KeptDays, logLimits } from "#wire/limits.ts";
import type { Actor, Context } from "../context.ts";
import { seesEverything } from "../permissions.ts";
import { Refusal } from "../refusals.ts";
import { managesPeople } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { recordAct } from "./audit.ts";

export interface LogSettings {
  /** Whether teachers read what concerns their courses; without it, everyone only what they did themselves. */
  teachersRead: boolean;
  keptDays: KeptDays;
}

export async function logSettings(db: Queries): Promise<LogSettings> {
  return {
    teachersRead: (await readMeta(db, "log_readers")) === "teachers",
    keptDays: choiceOf(Number(await readMeta(db, "log_days"))) ?? logLimits.keptDays,
  };
}

function choiceOf(days: number): KeptDays | undefined {
  return logLimits.keptDaysChoices.find((choice) => choice === days);
}

/** What an actor may read of the log: admins all, others by the settings. */
export async function readerOf(db: Queries, actor: Actor): Promise<LogReader> {
  const userId = actor.id;
  if (seesEverything(actor)) return { userId, reads: "all" };
  const isReader = actor.office === "teacher" && (await logSettings(db)).teachersRead;
  return { userId, reads: isReader ? "courses" : "own" };
}

/** @throws {Refusal} forbidden; invalid, field `keptDays` */
export async function changeLogSettings(
  context: Context,
  { teachersRead, keptDays: wanted }: Pick<LogSettings, "teachersRead"> & { keptDays: number },
): Promise<void> {
  await writeAs(context, managesPeople, async (acting, writing) => {
    const { tx } = writing;
    const keptDays = choiceOf(wanted);
    if (keptDays === undefined) {
      throw new Refusal("invalid", { field: "keptDays", reason: "invalid_input" });
    }
    const present = await logSettings(tx);
    if (present.teachersRead === teachersRead && present.keptDays === keptDays) return;
    await (teachersRead ? writeMeta(tx, "log_readers", "teachers") : deleteMeta(tx, "log_readers"));
    await writeMeta(tx, "log_days", String(keptDays));
    const detail = `${teachersRead ? "teachers" : "admins"}, ${keptDays}`;
    await recordAct(acting, writing, { verb: "settings.log", detail });
  });
}
