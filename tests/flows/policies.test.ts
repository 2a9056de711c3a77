import { afterAll, beforeAll, expect, test } from "bun:test";
import { routes } from "#web/routes.ts";
import { policyRows, type PolicyRow, type Principal, principals } from "./policy_table.ts";
import { addressOf, bodyOf, inputOf, makeRouteWorld, type RouteWorld } from "./route_world.ts";

let world: RouteWorld;
beforeAll(async () => {
  world = await makeRouteWorld();
});
afterAll(() => world.web.services.dispose());

/** As our own page sends it, with the session's cookie. */
async function ask(row: PolicyRow, principal: Principal): Promise<number> {
  const { method, path } = row;
  const route = routes.find((one) => one.method === method && one.path === path)!;
  const headers = new Headers({ Origin: world.web.origin });
  if (principal !== "anonymous") headers.set("Cookie", world.people[principal].cookie);
  const { type, text } = bodyOf(route, inputOf(world, route));
  const init =
    method === "GET"
      ? { headers }
      : { method, headers: [...headers, ["Content-Type", type] as [string, string]], body: text };
  return (await world.web.request(addressOf(world, route), init)).status;
}

test("every route stands in the table of policies, and nothing else does", () => {
  const known = policyRows().map(({ method, path }) => `${method} ${path}`);
  expect(known).not.toBeEmpty();
  expect(known.toSorted()).toEqual(
    routes.map(({ method, path }) => `${method} ${path}`).toSorted(),
  );
});

for (const row of policyRows()) {
  test(`${row.method} ${row.path} answers everybody as agreed`, async () => {
    const statuses: Partial<Record<Principal, number>> = {};
    for (const principal of principals) {
      const status = await ask(row, principal);
      statuses[principal] = status;
      // What was changed must not decide about the next one.
      if (row.method !== "GET" && status < 400) {
        world.web.services.dispose();
        world = await makeRouteWorld();
      }
    }
    expect(statuses).toEqual(row.expected);
  });
}
