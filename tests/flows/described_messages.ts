/** Requests about removed messages, whose answers are as the API describes them. */
import type { ApiWorld, Asked } from "#tests/support/api.ts";

type Described = (
  method: "GET" | "POST" | "PUT" | "DELETE",
  route: string,
  asked?: Asked & { path?: string },
) => Promise<unknown>;

/** @param path that of a message that was edited and is removed; it is restored */
export async function tryRemoved(
  { admin: by }: ApiWorld,
  isDescribed: Described,
  path: string,
): Promise<void> {
  const one = "/api/conversation/:id/messages/:messageId";
  await isDescribed("GET", `${one}/removed`, { by, path: `${path}/removed` });
  await isDescribed("GET", `${one}/versions`, { by, path: `${path}/versions` });
  await isDescribed("POST", `${one}/restore`, { by, path: `${path}/restore` });
  const json = { start: 0, end: 1, revision: 3, reason: "A number" };
  await isDescribed("POST", `${one}/redact`, { by, path: `${path}/redact`, json });
  const [reasons, ofFirst] = ["/api/courses/:id/templates", "/api/courses/first/templates"];
  const templates = [{ en: "Off topic", de: "" }];
  await isDescribed("PUT", reasons, { by, path: ofFirst, json: { templates } });
  await isDescribed("GET", reasons, { by, path: ofFirst });
  await tryRules(isDescribed, by);
}

async function tryRules(isDescribed: Described, by: ApiWorld["admin"]): Promise<void> {
  const [all, path] = ["/api/courses/:id/rules", "/api/courses/first/rules"];
  const rule = { kind: "words", searched: "solution 3", action: "report" };
  const made = (await isDescribed("POST", all, { by, path, json: rule })) as {
    rule: { id: string };
  };
  await isDescribed("GET", all, { by, path });
  const [one, key] = [`${all}/:ruleId`, `${path}/${made.rule.id}`];
  await isDescribed("PUT", one, { by, path: key, json: { ...rule, version: 1 } });
  const json = { live: true, version: 2 };
  await isDescribed("POST", `${one}/switch`, { by, path: `${key}/switch`, json });
  await isDescribed("GET", `${one}/rehearsal`, { by, path: `${key}/rehearsal` });
  await isDescribed("DELETE", one, { by, path: key });
}
