/** The requests and answers of the API about invites. */
import { z } from "zod";
import { inviteLimits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import { id, text, time, wholeNumber } from "./schemas.ts";

const role = z.enum(["student", "tutor", "guest"]);

export const invite = z
  .object({
    id: z.string(),
    title: z.string().meta({ description: "What staff call it; may be empty" }),
    role,
    conversation_id: z.string().nullable().meta({
      description: "The group that people come into; null for the course alone",
    }),
    link: z.string().meta({ description: "The address to open; what follows the # is secret" }),
    code: z.string().meta({ description: "For typing at /join" }),
    state: z.enum(["open", "used_up", "expired", "revoked", "void", "archived", "deleted"]).meta({
      description: "Only an open one lets people in; void: the server has a new key",
    }),
    uses: wholeNumber,
    uses_max: wholeNumber,
    waiting: wholeNumber.meta({ description: "How many people wait for approval" }),
    approval: z.boolean(),
    created_at: time,
    expires_at: time,
  })
  .meta({ id: "Invite" });

export const inviteUse = z
  .object({
    user_id: z.string(),
    name: z.string(),
    email: z.string(),
    state: z.enum(["waiting", "accepted", "declined"]),
    used_at: time,
  })
  .meta({ id: "InviteUse" });

export const newInvite = z
  .strictObject({
    role,
    title: text(inviteLimits.titleChars, oneLine).optional(),
    conversation_id: id
      .nullable()
      .optional()
      .meta({ description: "A group of the course; guests need one" }),
    expires_at: z.iso.datetime().meta({
      description: `Within the next ${inviteLimits.lifeDays} days, for guests ${inviteLimits.passDays}: they leave then`,
    }),
    uses_max: z.int().min(1).max(inviteLimits.uses).meta({
      description: "How many people can use it",
    }),
    approval: z.boolean().optional().meta({
      description: "People who are not in the course wait for approval; tutors always do",
    }),
  })
  .meta({
    examples: [{ role: "student", expires_at: "2027-03-31T16:00:00.000Z", uses_max: 320 }],
  });

export const waitingPerson = z
  .object({
    invite_id: z.string(),
    user_id: z.string(),
    name: z.string(),
    email: z.string(),
    role,
    like_staff: z.string().nullable().meta({
      description: "The name of a member of staff that this one looks like",
    }),
    used_at: time,
  })
  .meta({ id: "WaitingPerson" });

export const decision = z
  .strictObject({
    accept: z.boolean(),
    people: z
      .array(z.strictObject({ invite_id: id, user_id: id }))
      .min(1)
      .max(inviteLimits.waitingListed),
  })
  .meta({ examples: [{ accept: true, people: [{ invite_id: "i-1", user_id: "u0000000-1" }] }] });

export const typedCode = z
  .strictObject({
    code: z.string().min(1).max(64).meta({
      description: "The code of an invite, or what follows the # of its link",
    }),
  })
  .meta({ examples: [{ code: "K7M4-PX2Q" }] });
