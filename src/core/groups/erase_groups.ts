import {
  deleteErasure,
  entriesToErase,
  eraseEntries,
  erasuresLeft,
  insertErasure,
} from "#storage/erasures.ts";
import { deleteCasesIn } from "#storage/case_changes.ts";
import { deleteConversation } from "#storage/conversations.ts";
import { deleteHoldPeople } from "#storage/held.ts";
import { deleteInvitesTo } from "#storage/invites.ts";
import { deleteLooks } from "#storage/looks.ts";
import { deleteMessageDays } from "#storage/message_days.ts";
import { deleteMutesIn } from "#storage/mutes.ts";
import { logStart } from "#storage/log_position.ts";
import type { Services } from "../context.ts";
import { type Writing, writeLogged } from "../log/write.ts";

/** Nobody else can write meanwhile. */
const entriesAtOnce = 2_000;

/**
 * Deletes a group for everyone, however large it is. Its messages and log are left to `eraseGroup`.
 */
export async function hideGroup({ tx }: Pick<Writing, "tx">, id: string): Promise<void> {
  await deleteConversation(tx, id);
  await markErasable({ tx }, id);
}

/** Leaves what belongs to a group that has no row any longer to be erased. */
export async function markErasable({ tx }: Pick<Writing, "tx">, id: string): Promise<void> {
  await deleteInvitesTo(tx, id);
  await deleteCasesIn(tx, id);
  await deleteMutesIn(tx, id);
  await deleteHoldPeople(tx, id);
  await insertErasure(tx, id);
}

/** Erases the messages and the log of a deleted group, except for the note that it was deleted. */
export async function eraseGroup(services: Services, conversationId: string): Promise<void> {
  const { db, clock, appended } = services;
  let after = logStart;
  for (;;) {
    const found = { conversationId, after, limit: entriesAtOnce };
    const entries = await entriesToErase(db, found);
    const last = entries.at(-1);
    await writeLogged({ db, clock, appended }, async ({ tx }) => {
      if (last) return eraseEntries(tx, conversationId, entries);
      await deleteMessageDays(tx, conversationId);
      await deleteLooks(tx, conversationId);
      await deleteErasure(tx, conversationId);
    });
    if (!last) return;
    after = last.position;
  }
}

/** Goes on where a process that deleted a group has ended before it was erased. */
export async function eraseDeletedGroups(services: Services): Promise<void> {
  for (const id of await erasuresLeft(services.db)) await eraseGroup(services, id);
}
