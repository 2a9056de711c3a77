/** Requests about messages that wait for approval, whose answers are as the API describes them. */
import { holdWithin } from "#core/messages/held.ts";
import { signedIn } from "#core/requirements.ts";
import { writeAs } from "#core/write_as.ts";
import type { ApiWorld, Asked } from "#tests/support/api.ts";

type Described = (
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  route: string,
  asked?: Asked & { path?: string },
) => Promise<unknown>;

/** Each of three messages ends in another way. */
export async function tryHeld(
  { admin, group, mira }: ApiWorld,
  isDescribed: Described,
): Promise<void> {
  const hold = (content: string) =>
    writeAs(mira.context, signedIn, (acting, writing) =>
      holdWithin(acting, writing, { conversationId: group, content }),
    );
  const own = `/api/conversation/${group}/held`;
  const [approved, returned, withdrawn] = [await hold("a"), await hold("b"), await hold("c")];
  const one = { by: mira, path: `${own}/${withdrawn.id}` };
  const route = "/api/conversation/:id/held/:heldId";
  await isDescribed("PATCH", route, { ...one, json: { content: "d" } });
  await isDescribed("DELETE", route, one);
  await isDescribed("GET", "/api/held-messages", { by: admin });
  const messages = [{ id: approved.id, revision: 0 }];
  await isDescribed("POST", "/api/held-messages/approve", { by: admin, json: { messages } });
  await isDescribed("POST", "/api/held-messages/return", {
    by: admin,
    json: { messages: [...messages, { id: returned.id, revision: 0 }], reason: "Again, please" },
  });
  await isDescribed("GET", "/api/conversation/:id/held", { by: mira, path: own });
}
