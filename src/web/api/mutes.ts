/** Who may read and not write for a while. */
import { z } from "zod";
import { mutePerson, mutesOfGroup, type StoredMute, unmutePerson } from "#core/moderation/mutes.ts";
import { muteLimits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import { text, time } from "./schemas.ts";

const tag = "Moderation";
const policy = "signed_in";
const path = "/api/conversation/:id/members/:userId/mute";

const everywhere = z.boolean().optional().meta({ description: "In all groups of the course" });
const newMute = z
  .strictObject({
    until: time.meta({
      description: "When it ends; by tutors, owners and moderators at most in a day",
    }),
    reason: text(muteLimits.reasonChars, oneLine).optional().meta({
      description: "The person sees it",
    }),
    everywhere,
  })
  .meta({ examples: [{ until: "2026-12-01T12:00:00.000Z", reason: "Insulting others" }] });
const list = z.object({
  mutes: z.array(
    z
      .object({
        user_id: z.string(),
        everywhere: z.boolean(),
        reason: z.string(),
        until: time,
        created_at: time,
      })
      .meta({ id: "Mute" }),
  ),
});

export const muteApi = [
  endpoint({
    method: "GET",
    path: "/api/conversation/:id/mutes",
    policy,
    tag,
    summary: "List who may not write in a group for a while, for those who may mute there",
    answer: list,
    async handle(visit) {
      const { mutes } = await mutesOfGroup(visit.context, pathId(visit));
      return { mutes: mutes.map(muteOf) };
    },
  }),
  endpoint({
    method: "PUT",
    path,
    policy,
    tag,
    summary: "Keep a person from writing until an end; they can go on reading",
    body: newMute,
    async handle(visit, { body }) {
      await mutePerson(visit.context, keyOf(visit), body);
    },
  }),
  endpoint({
    method: "DELETE",
    path,
    policy,
    tag,
    summary: "Let a person write again",
    query: z.strictObject({ everywhere: z.enum(["true", "false"]).optional() }),
    handle: (visit, { query }) =>
      unmutePerson(visit.context, { ...keyOf(visit), everywhere: query.everywhere === "true" }),
  }),
];

function keyOf(visit: SignedInVisit) {
  return { conversationId: pathId(visit), userId: pathId(visit, "userId") };
}

function muteOf(mute: StoredMute): z.output<typeof list>["mutes"][number] {
  return {
    user_id: mute.userId,
    everywhere: mute.conversationId === null,
    reason: mute.reason,
    until: mute.untilAt,
    created_at: mute.createdAt,
  };
}
