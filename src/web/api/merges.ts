/** Two accounts of one person become one. */
import { z } from "zod";
import { type BegunMerge, mergeOwn, mergePeople } from "#core/people/merge_accounts.ts";
import { sleep } from "#kit/clock.ts";
import { personLimits } from "#wire/limits.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import * as schemas from "./schemas.ts";

const tag = "People";

const answer = z.object({
  from_id: z.string().meta({ description: "The account that goes" }),
  to_id: z.string().meta({ description: "The account that stays" }),
  state: z.enum(["merging", "merged"]).meta({
    description: "A large merge goes on after the answer; the account that goes is locked already",
  }),
});

export const mergeApi = [
  endpoint({
    method: "POST",
    path: "/api/users/:id/merge",
    policy: "staff",
    tag,
    summary:
      "Let an account become part of another one of the same person, with its messages, groups and roles; it cannot be undone",
    body: z
      .strictObject({ into: schemas.id.meta({ description: "The id of the account that stays" }) })
      .meta({ examples: [{ into: "u0000000-1" }] }),
    answer,
    async handle(visit, { body: { into: toId } }) {
      return shown(visit, await mergePeople(visit.context, { fromId: pathId(visit), toId }));
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/me/merge",
    policy: "signed_in",
    tag,
    summary:
      "Let your other account become part of this one, proved by its password; a guest becomes part of the other one instead",
    body: z
      .strictObject({
        email: z.string().max(personLimits.emailChars).meta({
          description: "The address or username of the other account",
        }),
        password: z.string().max(personLimits.oldPasswordChars),
      })
      .meta({ examples: [{ email: "mira@uni.example.edu", password: "the other one's" }] }),
    answer,
    async handle(visit, { body }) {
      const { address, context } = visit;
      return shown(visit, await mergeOwn(context, { ...body, address }));
    },
  }),
];

async function shown(
  { services }: SignedInVisit,
  { fromId, toId, finished }: BegunMerge,
): Promise<z.output<typeof answer>> {
  const state = await Promise.race([
    finished.then(() => "merged" as const),
    sleep(services.clock, 1_500).then(() => "merging" as const),
  ]);
  return { from_id: fromId, to_id: toId, state };
}
