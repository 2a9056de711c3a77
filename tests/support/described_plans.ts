/** Calls the API's routes of plans for groups. */
import type { Method } from "#web/http/route.ts";
import type { Asked } from "./api.ts";
import type { TestPerson } from "./people.ts";

type Made = { plan: { id: string; groups: { user_ids: string[] }[] } };

/** @param isDescribed calls a route, and compares its answer with the description */
export async function tryPlans(
  isDescribed: (
    method: Method,
    route: string,
    asked?: Asked & { path?: string },
  ) => Promise<unknown>,
  by: TestPerson,
): Promise<void> {
  const all = "/api/courses/:id/group-plans";
  const path = "/api/courses/first/group-plans";
  const json = { who: "all", by: "size", count: 1, pattern: "Plan #" };
  const { plan } = (await isDescribed("POST", all, { by, path, json })) as Made;
  const one = `${path}/${plan.id}`;
  await isDescribed("GET", `${all}/:planId`, { by, path: one });
  const [first, second] = plan.groups.map(({ user_ids: ids }) => ids[0]!);
  const post = (act: string, body?: object) =>
    isDescribed("POST", `${all}/:planId/${act}`, { by, path: `${one}/${act}`, json: body });
  await post("swap", { user_ids: [first, second] });
  await post("move", { user_id: first, group: 0 });
  await post("divide");
  await isDescribed("PUT", `${all}/:planId`, { by, path: one, json });
  await post("create");
  await post("undo");
  const next = (await isDescribed("POST", all, { by, path, json })) as Made;
  await isDescribed("DELETE", `${all}/:planId`, { by, path: `${path}/${next.plan.id}` });
}
