import { deleteForgiven } from "#storage/attempts.ts";
import { deleteActs, oldActs } from "#storage/audit.ts";
import { deleteCodes, oldCodes } from "#storage/codes.ts";
import { deleteGroupPlans, oldGroupPlans } from "#storage/group_plans.ts";
import { deleteInvites, oldInvites } from "#storage/invites.ts";
import { deleteOldLooks, oldLooks } from "#storage/looks.ts";
import { deleteMails, oldMails } from "#storage/mails.ts";
import { accountLimits, inviteLimits, mailLimits, makerLimits, muteLimits } from "#wire/limits.ts";
import { deleteMutes, oldMutes } from "#storage/mutes.ts";
import { deleteSessions, expiredSessions } from "#storage/sessions.ts";
import { adapterOf, type Places } from "#storage/open.ts";
import { isoNow } from "#kit/clock.ts";
import { logSettings } from "../audit/log_settings.ts";
import type { Services } from "../context.ts";
import { emptyBin } from "../groups/bin.ts";
import { eraseDeletedGroups } from "../groups/erase_groups.ts";
import { writeLogged } from "../log/write.ts";
import type { Job } from "./jobs.ts";

/** Nobody else can write meanwhile. */
const rowsAtOnce = 2_000;

/**
 * Once an hour: deletes expired sessions, forgiven attempts, old one-time codes and invites, mails that
 * could not be sent, mutes that are over, and old entries of the staff log, takes groups from the bin after a month, erases what deleted groups have left, and purges erased text from the database's files.
 */
export function cleanup(services: Services, places: Places): Job {
  return {
    name: "cleanup",
    everyMs: 3_600_000,
    async run() {
      await deleteAllExpiredSessions(services);
      await deleteAllForgiven(services);
      await deleteOldCodes(services);
      await forgetOldMails(services);
      await forgetOldInvites(services);
      await forgetOldPlans(services);
      await forgetOldActs(services);
      await forgetOldMutes(services);
      await emptyBin(services);
      await eraseDeletedGroups(services);
      if (services.db.isInPlace()) await adapterOf(places).purge();
    },
  };
}

/** A session that has expired stays so: finding them needs no lock. */
async function deleteAllExpiredSessions(services: Services): Promise<void> {
  const { db, clock } = services;
  const expired = { now: isoNow(clock), limit: rowsAtOnce };
  for (;;) {
    const ids = await expiredSessions(db, expired);
    if (ids.length > 0) await writeLogged(services, ({ tx }) => deleteSessions(tx, ids));
    if (ids.length < rowsAtOnce) return;
  }
}

/** What a used code tells its owner is kept for a year. */
async function deleteOldCodes(services: Services): Promise<void> {
  const { db, clock } = services;
  const before = new Date(clock.now() - accountLimits.codeKeptMs).toISOString();
  for (;;) {
    const ids = await oldCodes(db, { before, limit: rowsAtOnce });
    if (ids.length > 0) await writeLogged(services, ({ tx }) => deleteCodes(tx, ids));
    if (ids.length < rowsAtOnce) return;
  }
}

/** What could not be sent stays in the list for a month. */
async function forgetOldMails(services: Services): Promise<void> {
  const { db, clock } = services;
  const before = new Date(clock.now() - mailLimits.keptMs).toISOString();
  for (;;) {
    const ids = await oldMails(db, { before, limit: rowsAtOnce });
    if (ids.length > 0) await writeLogged(services, ({ tx }) => deleteMails(tx, ids));
    if (ids.length < rowsAtOnce) return;
  }
}

/** Nothing depends on those that are over. */
async function forgetOldMutes(services: Services): Promise<void> {
  const { db, clock } = services;
  const before = new Date(clock.now() - muteLimits.keptMs).toISOString();
  for (;;) {
    const ids = await oldMutes(db, { before, limit: rowsAtOnce });
    if (ids.length > 0) await writeLogged(services, ({ tx }) => deleteMutes(tx, ids));
    if (ids.length < rowsAtOnce) return;
  }
}

/** Who used an invite can be seen for three months after its end. */
async function forgetOldInvites(services: Services): Promise<void> {
  const { db, clock } = services;
  const before = new Date(clock.now() - inviteLimits.keptMs).toISOString();
  const limit = 20;
  for (;;) {
    const ids = await oldInvites(db, { before, limit });
    if (ids.length > 0) await writeLogged(services, ({ tx }) => deleteInvites(tx, ids));
    if (ids.length < limit) return;
  }
}

/** A plan for groups is kept for a day after its last change. */
async function forgetOldPlans(services: Services): Promise<void> {
  const { db, clock } = services;
  const before = new Date(clock.now() - makerLimits.keptMs).toISOString();
  for (;;) {
    const ids = await oldGroupPlans(db, { before, limit: rowsAtOnce });
    if (ids.length > 0) await writeLogged(services, ({ tx }) => deleteGroupPlans(tx, ids));
    if (ids.length < rowsAtOnce) return;
  }
}

/** The staff log, and who looked in, are kept for as long as the settings of the log say. */
async function forgetOldActs(services: Services): Promise<void> {
  const { db, clock } = services;
  const { keptDays } = await logSettings(db);
  const before = new Date(clock.now() - keptDays * 24 * 3_600_000).toISOString();
  for (;;) {
    const acts = await oldActs(db, { before, limit: rowsAtOnce });
    const looks = await oldLooks(db, { before, limit: rowsAtOnce });
    if (acts.length === 0 && looks.length === 0) return;
    await writeLogged(services, async ({ tx }) => {
      await deleteActs(tx, acts);
      await deleteOldLooks(tx, looks);
    });
  }
}

async function deleteAllForgiven({ db, clock, appended }: Services): Promise<void> {
  const forgiven = { nowMs: await db.now(db), limit: rowsAtOnce };
  for (;;) {
    const deleted = await writeLogged({ db, clock, appended }, ({ tx }) =>
      deleteForgiven(tx, forgiven),
    );
    if (deleted < rowsAtOnce) return;
  }
}
