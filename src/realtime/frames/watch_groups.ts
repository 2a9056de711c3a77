/** Staff follow in which groups something is written, without reading it. */
import { seesOthers } from "#core/permissions.ts";
import { Refusal } from "#core/refusals.ts";
import type { WatchGroups } from "#wire/client_frames.ts";
import { fromSender } from "./frame_kind.ts";

export const watchGroups = fromSender<WatchGroups>(({ realtime, connection, member, dialect }) => {
  if (!seesOthers(member.user)) throw new Refusal("forbidden", { reason: "staff_only_groups" });
  // The original's clients receive no frames of other kinds.
  if (dialect !== "current") return;
  const { activity, changes } = realtime;
  activity.watch(connection);
  // They are told from the welcome on: up to there their page knows.
  for (const id of changes.groupsChangedSince(connection.actorAsOf)) activity.happened(id);
});
