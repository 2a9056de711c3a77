/** The queries of merging two accounts, on the rows of every_query.ts. */
import type { Queries } from "#storage/database.ts";
import * as members from "#storage/members.ts";
import * as merges from "#storage/merges.ts";
import * as messages from "#storage/messages.ts";
import * as users from "#storage/users.ts";
import { changeCases } from "./case_queries.ts";

const at = "2026-11-02T08:00:00.000Z";
const group = "group";

export async function mergeAccounts(tx: Queries): Promise<void> {
  await changeCases(tx);
  const pair = { fromId: "again", toId: "ada" };
  const again = { id: "again", email: "again@a.edu", username: "again", name: "Again" };
  await users.insertUser(tx, { ...again, role: "user", at });
  const key = { conversationId: group, userId: "again" };
  await members.insertMembers(tx, [{ ...key, role: "member", joinedAt: at }]);
  await merges.insertMerge(tx, { ...pair, actorId: "ada", at });
  await merges.mergeOf(tx, "again");
  await merges.openMerges(tx);
  await merges.isMerging(tx, ["again"]);
  await merges.namesNow(tx, ["again"]);
  await merges.rankOf(tx, "again");
  await merges.mergeSize(tx, "again");
  const [first] = await messages.messagesByIds(tx, ["message 1"]);
  const fromId = first?.senderId ?? "";
  await merges.messagesToMerge(tx, { fromId, afterId: "", limit: 1 });
  await merges.moveMessages(tx, { ...pair, ids: ["message 1"] });
  await merges.roleIn(tx, key);
  await merges.mergeMembership(tx, { ...pair, conversationId: group });
  await merges.nextMergeGroup(tx, "again");
  await merges.takeServerSeqs(tx, { conversationId: group, count: 0 });
  await merges.endMergeGroup(tx, { fromId: "again", conversationId: group });
  await merges.moveAccount(tx, pair);
  await merges.setMergeState(tx, { fromId: "again", state: "merged", endedAt: at });
}
