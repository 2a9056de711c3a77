/** A small course in the whole application, and requests to its API. */
import { createGroup } from "#core/groups/groups.ts";
import { createApp } from "#web/app.tsx";
import type { Method } from "#web/http/route.ts";
import { makePerson, type TestPerson } from "./people.ts";
import { type TestServices, testServices, type TestServicesOptions } from "./services.ts";

export const ownOrigin = "http://127.0.0.1:5000";

export interface ApiWorld {
  services: TestServices;
  app: ReturnType<typeof createApp>;
  admin: TestPerson;
  /** In the first group, and in no other. */
  mira: TestPerson;
  /** In the second group, and in no other. */
  tarik: TestPerson;
  group: string;
  otherGroup: string;
  ask: (method: Method, path: string, asked?: Asked) => Promise<Answer>;
}

export interface Asked {
  /** By token. */
  by?: TestPerson;
  json?: unknown;
  /** Sent unchanged, instead of `json`. */
  body?: string;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: unknown;
}

export async function apiWorld(options: TestServicesOptions = {}): Promise<ApiWorld> {
  const services = testServices(options);
  const admin = await makePerson(services, { role: "admin", name: "Professor Oak" });
  const mira = await makePerson(services, { name: "Mira Sol" });
  const tarik = await makePerson(services, { name: "Tarik Aydin" });
  const group = await makeGroup(admin, "Team 1", mira);
  const otherGroup = await makeGroup(admin, "Team 2", tarik);
  const assets = { url: (name: string) => `/assets/${name}`, file: () => undefined };
  const app = createApp({ services, config: services.config, assets });
  const ask = async (method: Method, path: string, { by, json, body, headers }: Asked = {}) => {
    const response = await app.request(ownOrigin + path, {
      method,
      headers: {
        ...(by && { Authorization: `Bearer ${by.token}` }),
        ...((json !== undefined || body !== undefined) && { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body ?? (json === undefined ? undefined : JSON.stringify(json)),
    });
    return answerOf(response);
  };
  return { services, app, admin, mira, tarik, group, otherGroup, ask };
}

async function makeGroup(owner: TestPerson, name: string, member: TestPerson): Promise<string> {
  const members = [{ userId: member.id }];
  return (await createGroup(owner.context, { name, description: "", members })).id;
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json") ?? false;
  const json: unknown = isJson ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, json };
}
