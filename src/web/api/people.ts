import { z } from "zod";
import {
  createPerson,
  disablePerson,
  enablePerson,
  removePerson,
  editPerson,
} from "#core/people/manage_people.ts";
import { issueFirstCodes, mailFirstLinks } from "#core/people/first_codes.ts";
import { issueCode } from "#core/identity/codes.ts";
import { mailSignInLink } from "#core/mail/send_links.ts";
import { allowTeacherCodes, teacherCodes } from "#core/identity/teacher_codes.ts";
import { getPerson, listPeople, type Person } from "#core/people/people.ts";
import { Refusal } from "#core/refusals.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import {
  codeDescription,
  codeOf,
  firstCode,
  firstCodeOf,
  mailedLinks,
  mailedLinksOf,
} from "./code_shapes.ts";
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
    async handle({ context }, { query: { q: query, role, signed_in, page } }) {
      const isAwaited = signed_in === "no";
      const { rows, ...rest } = await listPeople(context, { query, role, isAwaited, page });
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
      code: z.string().optional().meta({ description: codeDescription }),
      code_expires_at: schemas.time.optional(),
      like_staff: z.string().optional().meta({
        description: "The name of a member of staff that the new name looks like, if there is one",
      }),
    }),
    status: 201,
    async handle({ c, context }, { body }) {
      const { password, ...person } = body;
      if (password !== undefined) {
        throw new Refusal("invalid", { field: "password", reason: "password_by_staff" });
      }
      const { id, code, likeStaff: like_staff } = await createPerson(context, person);
      c.header("Location", `/api/users/${id}`);
      const user = userOf(await getPerson(context, id));
      return { user, ...(code && codeOf(code)), ...(like_staff && { like_staff }) };
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
    path: "/api/users/:id/code",
    policy: "teachers",
    tag,
    summary:
      "Give a person a one-time code, with which they choose a password at /join; the former code no longer works",
    answer: z.object({
      code: z.string().meta({ description: codeDescription }),
      code_expires_at: schemas.time,
    }),
    async handle(visit) {
      return codeOf(await issueCode(visit.context, pathId(visit)));
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/users/:id/code/mail",
    policy: "teachers",
    tag,
    summary:
      "Send a person a sign-in link with a one-time code to their address; the former code no longer works then",
    handle: (visit) => mailSignInLink(visit.context, pathId(visit)),
  }),
  endpoint({
    method: "POST",
    path: "/api/codes/mail",
    policy,
    tag,
    summary:
      "Send a sign-in link to everyone who has an address, has not signed in yet and has no password, at most 1,000 people; their former codes no longer work then",
    body: schemas.chosenPeople,
    answer: mailedLinks,
    async handle({ context }, { body: { q: query, role } }) {
      return mailedLinksOf(await mailFirstLinks(context, { query, role }));
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/codes",
    policy,
    tag,
    summary:
      "Give a one-time code to everyone who has not signed in yet and has no password, at most 1,000; their former codes no longer work",
    body: schemas.chosenPeople,
    answer: z.object({ codes: z.array(firstCode) }),
    async handle({ context }, { body: { q: query, role } }) {
      const codes = await issueFirstCodes(context, { query, role });
      return { codes: codes.map(firstCodeOf) };
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/codes/teachers",
    policy,
    tag,
    summary: "Get whether teachers may issue one-time codes",
    answer: schemas.teacherCodes,
    async handle({ context }) {
      return { allowed: (await teacherCodes(context)).allowed };
    },
  }),
  endpoint({
    method: "PUT",
    path: "/api/codes/teachers",
    policy,
    tag,
    summary:
      "Choose whether teachers may issue one-time codes; while they may not, theirs do not work",
    body: schemas.teacherCodes,
    answer: schemas.teacherCodes,
    async handle({ context }, { body: { allowed } }) {
      await allowTeacherCodes(context, allowed);
      return { allowed };
    },
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
