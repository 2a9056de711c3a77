/** The queries of what staff see of all groups, on the rows of every_query.ts. */
import type { Queries } from "#storage/database.ts";
import * as messageDays from "#storage/message_days.ts";
import * as workbench from "#storage/workbench.ts";

const group = "group";

const day = "2026-11-02";

export function beginDay(tx: Queries): Promise<void> {
  return messageDays.insertMessageDays(tx, [{ conversationId: group, day, before: 0 }]);
}

export async function readWorkbenches(tx: Queries): Promise<void> {
  await beginDay(tx);
  await messageDays.messageDaysSince(tx, { conversationIds: [group], day });
  const ada = { userId: "ada", seesAll: true, isCourseStaff: true };
  await tx.run`
    update conversations set asked_by = (select sender_id from messages where id = last_message_id)`;
  await workbench.groupHeads(tx, ada, "first");
  await workbench.groupFigures(tx, { ids: [group], week: day, earlier: day });
  await workbench.archivedGroups(tx, ada, "first");
  await messageDays.deleteMessageDays(tx, group);
  for (const id of await messageDays.groupsWithWrongDays(tx, 1)) {
    await messageDays.recountDays(tx, id);
  }
  await messageDays.deleteMessageDays(tx, group);
}
