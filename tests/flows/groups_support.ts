/** A staff member, students and a group, and the pages through the front door. */
import { create } from "#core/conversations.ts";
import { members } from "#core/members.ts";
import { createApp } from "#web/app.tsx";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testServices, type TestServices } from "#tests/support/services.ts";

export const origin = "http://127.0.0.1:5000";

export type Fields = Record<string, string> | [string, string][];

export interface GroupWorld {
  services: TestServices;
  admin: TestPerson;
  ada: TestPerson;
  ben: TestPerson;
  /** A group of `admin` and `ada`. */
  groupId: string;
  get(path: string, by?: TestPerson): Promise<Response>;
  post(path: string, fields: Fields, asked?: Asked): Promise<Response>;
  /** Name and role of everybody in a group. */
  rolesIn(id: string): Promise<Record<string, string>>;
}

export interface Asked {
  by?: TestPerson;
  /** Whose page sent the form; our own without it. */
  origin?: string;
  headers?: Record<string, string>;
}

export async function groupWorld(): Promise<GroupWorld> {
  const services = testServices();
  const admin = await makePerson(services, { role: "admin", name: "Prof. Grace" });
  const ada = await makePerson(services, { name: "Ada" });
  const ben = await makePerson(services, { name: "Ben" });
  const group = { name: "Team 1", description: "The first", members: [{ userId: ada.id }] };
  const { id: groupId } = await create(admin.context, group);
  const assets = { url: (name: string) => `/assets/${name}`, file: () => undefined };
  const app = createApp({ services, config: services.config, assets });
  return {
    services,
    admin,
    ada,
    ben,
    groupId,
    async get(path, by) {
      return app.request(origin + path, { headers: by ? { Cookie: by.cookie } : {} });
    },
    async post(path, fields, asked = {}) {
      const headers = new Headers({ Origin: asked.origin ?? origin, ...asked.headers });
      if (asked.by) headers.set("Cookie", asked.by.cookie);
      const body = new URLSearchParams(fields);
      return app.request(origin + path, { method: "POST", headers, body });
    },
    async rolesIn(id) {
      const rows = await members(admin.context, id);
      return Object.fromEntries(rows.map(({ name, role }) => [name, role]));
    },
  };
}
