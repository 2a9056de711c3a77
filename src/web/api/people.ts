import { z } from "zod";
import {
  createPerson,
  disablePerson,
  enablePerson,
  removePerson,
  resetPassword,
  editPerson,
} from "#core/people/manage_people.ts";
import { getPerson, listPeople, type Person } from "#core/people/people.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import * as schemas from "./schemas.ts";

const tag = "People";
const policy = "staff";
const one = z.object({ user: schemas.user });

export const peopleApi = [
  endpoint({
    method: "GET",
    path: "/api/me",
    policy: "signed_in",
    tag,
    summary: "Get your own account",
    answer: z.object({ user: schemas.me }),
    handle({ actor: { id, username, name, email, role, locale, theme } }) {
      return { user: { id, username, name, email, role, locale, theme } };
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/users",
    policy,
    tag,
    summary: "List accounts by name, 50 per page",
    query: schemas.peopleQuery,
    answer: z.object({
      users: z.array(schemas.user),
      total: schemas.wholeNumber,
      page: schemas.wholeNumber,
      pages: schemas.wholeNumber,
    }),
    async handle({ context }, { query: { q: query, role, page } }) {
      const { rows, ...rest } = await listPeople(context, { query, role, page });
      return { users: rows.map(userOf), ...rest };
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/users",
    policy,
    tag,
    summary: "Create an account",
    body: schemas.newUser,
    answer: z.object({
      user: schemas.user,
      password: z.string().optional().meta({ description: "Present only if it was generated" }),
    }),
    status: 201,
    async handle({ c, context }, { body }) {
      const { id, ...generated } = await createPerson(context, body);
      c.header("Location", `/api/users/${id}`);
      return { user: userOf(await getPerson(context, id)), ...generated };
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/users/:id",
    policy,
    tag,
    summary: "Get an account",
    answer: one,
    handle: personOf,
  }),
  endpoint({
    method: "PATCH",
    path: "/api/users/:id",
    policy,
    tag,
    summary: "Change the name, email address, username or role of an account",
    body: schemas.userChange,
    answer: one,
    async handle(visit, { body }) {
      await editPerson(visit.context, pathId(visit), body);
      return personOf(visit);
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/users/:id/disable",
    policy,
    tag,
    summary: "Disable an account and sign it out",
    answer: one,
    async handle(visit) {
      await disablePerson(visit.context, pathId(visit));
      return personOf(visit);
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/users/:id/enable",
    policy,
    tag,
    summary: "Enable a disabled account",
    answer: one,
    async handle(visit) {
      await enablePerson(visit.context, pathId(visit));
      return personOf(visit);
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/users/:id/password",
    policy,
    tag,
    summary:
      "Reset the password of an account and sign it out everywhere; the new password is shown only in this response",
    answer: z.object({ password: z.string() }),
    handle: (visit) => resetPassword(visit.context, pathId(visit)),
  }),
  endpoint({
    method: "DELETE",
    path: "/api/users/:id",
    policy,
    tag,
    summary: "Delete an account; its messages stay and are shown as written by a deleted user",
    handle: (visit) => removePerson(visit.context, pathId(visit)),
  }),
];

async function personOf(visit: SignedInVisit): Promise<z.output<typeof one>> {
  return { user: userOf(await getPerson(visit.context, pathId(visit))) };
}

function userOf(person: Person): z.output<typeof schemas.user> {
  return {
    id: person.id,
    username: person.username,
    name: person.name,
    email: person.email,
    role: person.role,
    created_at: person.createdAt,
    updated_at: person.updatedAt,
    expires_at: person.expiresAt,
    disabled_at: person.disabledAt,
    last_seen_at: person.lastSeenAt,
    group_count: person.groupCount,
  };
}
