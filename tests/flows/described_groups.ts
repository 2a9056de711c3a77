/** Requests about groups, whose answers are as the API describes them. */
import { finishAct } from "#core/bulk/run_acts.ts";
import { deleteGroup } from "#core/groups/bin.ts";
import type { ApiWorld, Asked } from "#tests/support/api.ts";

/** Asks, and compares the answer with its description. */
type Described = (
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  route: string,
  asked?: Asked & { path?: string },
) => Promise<unknown>;

export async function tryBin(world: ApiWorld, isDescribed: Described): Promise<void> {
  const { admin: by, group } = world;
  const path = "/api/deleted-conversations";
  const own = `${path}/${group}`;
  await isDescribed("GET", path, { by });
  await isDescribed("POST", `${path}/:id/restore`, { by, path: `${own}/restore` });
  await deleteGroup(by.context, group);
  const erasing = { by, path: `${own}/erase`, json: { name: "Team 8" } };
  await isDescribed("POST", `${path}/:id/erase`, erasing);
}

export async function trySets(world: ApiWorld, isDescribed: Described): Promise<void> {
  const { admin: by, otherGroup } = world;
  const [all, path] = ["/api/courses/:id/group-sets", "/api/courses/first/group-sets"];
  const made = await isDescribed("POST", all, { by, path, json: { name: "Labs" } });
  const { id } = (made as { set: { id: string } }).set;
  const moved = { by, path: `/api/conversation/${otherGroup}`, json: { set_id: id } };
  await isDescribed("PATCH", "/api/conversation/:id", moved);
  await isDescribed("GET", all, { by, path });
  const order = { by, path: "/api/courses/first/group-set-order", json: { ids: [id] } };
  await isDescribed("PUT", "/api/courses/:id/group-set-order", order);
  const one = { by, path: `${path}/${id}` };
  await isDescribed("PATCH", `${all}/:setId`, { ...one, json: { name: "Lab 3" } });
  await isDescribed("DELETE", `${all}/:setId`, one);
}

export async function tryActs(world: ApiWorld, isDescribed: Described): Promise<void> {
  const { admin: by, otherGroup } = world;
  const [all, path] = ["/api/courses/:id/group-acts", "/api/courses/first/group-acts"];
  const plan = async () => {
    const json = { act: "archive", conversation_ids: [otherGroup, "gone"] };
    const made = await isDescribed("POST", all, { by, path, json });
    return `${path}/${(made as { act: { id: string } }).act.id}`;
  };
  const [first, second] = [await plan(), await plan()];
  await isDescribed("POST", `${all}/:actId/apply`, { by, path: `${first}/apply`, json: {} });
  await finishAct(world.services, first.split("/").at(-1)!);
  await isDescribed("GET", `${all}/:actId`, { by, path: first });
  await isDescribed("POST", `${all}/:actId/undo`, { by, path: `${first}/undo` });
  await finishAct(world.services, first.split("/").at(-1)!);
  await isDescribed("GET", all, { by, path });
  await isDescribed("DELETE", `${all}/:actId`, { by, path: second });
}
