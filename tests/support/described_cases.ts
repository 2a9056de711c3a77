/** Calls the API's routes of reports and cases. */
import type { Method } from "#web/http/route.ts";
import type { ApiWorld, Asked } from "./api.ts";
import { makePerson } from "./people.ts";

type List = { cases: { id: string }[] };

/** @param isDescribed calls a route, and compares its answer with the description */
export async function tryCases(
  { admin, mira, group, services }: ApiWorld,
  isDescribed: (
    method: Method,
    route: string,
    asked?: Asked & { path?: string },
  ) => Promise<unknown>,
  messageId: string,
): Promise<void> {
  const other = await makePerson(services, { role: "admin", name: "Professor Elm" });
  const own = `/api/conversation/${group}`;
  const json = { reason: "insult", words: "Again" };
  await isDescribed("POST", "/api/conversation/:id/messages/:messageId/reports", {
    by: admin,
    path: `${own}/messages/${messageId}/reports`,
    json,
  });
  const { cases } = (await isDescribed("GET", "/api/cases", { by: admin })) as List;
  const id = cases[0]!.id;
  await isDescribed("POST", "/api/conversation/:id/members/:userId/reports", {
    by: admin,
    path: `${own}/members/${mira.id}/reports`,
    json,
  });
  const one = "/api/cases/:caseId";
  const path = `/api/cases/${id}`;
  await isDescribed("GET", one, { by: admin, path });
  const post = (act: string, body?: object, by = admin) =>
    isDescribed("POST", `${one}/${act}`, { by, path: `${path}/${act}`, json: body });
  await post("claim", { take_over: true });
  await post("leave");
  await post("decision", { decision: "warn", version: 1, text: "Please be kind" });
  await isDescribed("GET", "/api/answers", { by: mira });
  await isDescribed("POST", "/api/answers/seen", { by: mira });
  await isDescribed("POST", "/api/answers/:caseId/appeal", {
    by: mira,
    path: `/api/answers/${id}/appeal`,
    json: { words: "It was a quotation" },
  });
  await post("outcome", { outcome: "lifted", version: 3 }, other);
  await isDescribed("GET", "/api/answers", { by: admin });
  const mute = { by: admin, path: `${own}/members/${mira.id}/mute` };
  const until = new Date(services.clock.now() + 3_600_000).toISOString();
  const muting = "/api/conversation/:id/members/:userId/mute";
  await isDescribed("PUT", muting, { ...mute, json: { until, reason: "Rude" } });
  await isDescribed("GET", "/api/conversation/:id/mutes", { by: admin, path: `${own}/mutes` });
  await isDescribed("DELETE", muting, mute);
}
