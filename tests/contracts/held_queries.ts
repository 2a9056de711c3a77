/** The queries of messages that wait for approval, on the rows of every_query.ts. */
import type { Queries } from "#storage/database.ts";
import * as held from "#storage/held.ts";
import * as places from "#storage/held_places.ts";
import * as members from "#storage/members.ts";

const at = "2026-11-02T08:00:00.000Z";
const conversationId = "group";

/** Two of the messages still wait afterwards. */
export async function holdMessages(tx: Queries): Promise<void> {
  for (const [id, senderId] of [
    ["held 1", "bob"],
    ["held 2", "bob"],
    ["held 3", "guest"],
  ] as const) {
    await held.insertHeld(tx, { id, conversationId, senderId, clientId: id, content: "Hi", at });
  }
  await held.updateHeld(tx, {
    id: "held 1",
    state: "returned",
    content: "Hi",
    note: "rude",
    revision: 1,
    at,
    by: "ada",
  });
  await held.heldById(tx, "held 1");
  await held.heldByClientId(tx, { senderId: "bob", clientId: "held 2" });
  await held.heldOfSender(tx, { conversationId, senderId: "bob" });
  await held.countOfSender(tx, { conversationId, senderId: "bob" });
  const key = { viewerId: "ada", conversationId: "", courseId: "" };
  await held.heldWaiting(tx, { ...key, after: "", limit: 9 });
  await held.countWaiting(tx, key);
  await places.waitingPlaces(tx, "ada");
  await places.waitingInCourse(tx, "first");
  await places.waitingInGroup(tx, conversationId);
  await held.heldDeciders(tx, conversationId);
  await held.setHoldPeople(tx, { conversationId, userIds: ["bob", "guest"] });
  await held.holdPeople(tx, conversationId);
  await held.deleteHoldPeople(tx, "erased");
  await held.setWrittenAt(tx, { messageId: "message 2", at });
  const own = { conversationId, userId: "bob", seq: 3, number: 3, at };
  await members.countApproved(tx, own);
}
