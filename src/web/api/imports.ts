import { z } from "zod";
import { pastedList } from "#core/roster/decode.ts";
import type { PlannedChange } from "#core/roster/plan.ts";
import {
  applyImport,
  cancelImport,
  correctImport,
  createImport,
  getImport,
  listImports,
  undoImport,
  type WholeImport,
} from "#core/roster/roster.ts";
import { issueImportCodes, mailImportLinks } from "#core/roster/import_codes.ts";
import type { ImportKey } from "#core/roster/import_key.ts";
import { refusalTexts } from "#wire/refusal_texts.ts";
import { format } from "#ui/text/format.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { firstCode, firstCodeOf, mailedLinks, mailedLinksOf } from "./code_shapes.ts";
import { endpoint } from "./endpoint.ts";
import * as schemas from "./import_schemas.ts";

const tag = "Imports";
/** The verbs decide: for all but admins and the course's teachers there is no such course. */
const policy = "signed_in";
const path = "/api/courses/:id/imports";
const one = z.object({ import: schemas.wholeImport });
/** A list of 4 MB, as JSON. */
const bodyBytesMax = 12 * 1024 * 1024;

export const importApi = [
  endpoint({
    method: "GET",
    path,
    policy,
    tag,
    summary: "List the newest imports of people into a course",
    answer: z.object({ imports: z.array(schemas.listedImport) }),
    async handle(visit) {
      const { imports } = await listImports(visit.context, pathId(visit));
      return { imports: imports.map(listedOf) };
    },
  }),
  endpoint({
    method: "POST",
    path,
    policy,
    tag,
    bodyBytesMax,
    summary: "Keep a list of people and see what it would change; nothing else changes",
    body: schemas.newImport,
    answer: one,
    status: 201,
    async handle(visit, { body: { list, title = "" } }) {
      const courseId = pathId(visit);
      const { id } = await createImport(visit.context, courseId, { ...pastedList(list), title });
      visit.c.header("Location", `/api/courses/${courseId}/imports/${id}`);
      return wholeOf(visit, { courseId, id });
    },
  }),
  endpoint({
    method: "GET",
    path: `${path}/:importId`,
    policy,
    tag,
    summary: "Get an import: what it would change, or has changed",
    answer: one,
    handle: (visit) => wholeOf(visit, keyOf(visit)),
  }),
  endpoint({
    method: "PATCH",
    path: `${path}/:importId`,
    policy,
    tag,
    summary: "Correct what the columns of a list are, and decide what the preview asks",
    body: schemas.importChange,
    answer: one,
    async handle(visit, { body: { columns, keep, same, leave, make_groups: makeGroups } }) {
      const key = keyOf(visit);
      const correction = { uses: columns, keep, same, leave, makeGroups };
      await correctImport(visit.context, key, correction);
      return wholeOf(visit, key);
    },
  }),
  endpoint({
    method: "DELETE",
    path: `${path}/:importId`,
    policy,
    tag,
    summary: "Forget an import that was not applied",
    handle: (visit) => cancelImport(visit.context, keyOf(visit)),
  }),
  endpoint({
    method: "POST",
    path: `${path}/:importId/apply`,
    policy,
    tag,
    summary: "Begin to apply an import; get it again to see how far it is",
    answer: one,
    async handle(visit) {
      await applyImport(visit.context, keyOf(visit));
      return wholeOf(visit, keyOf(visit));
    },
  }),
  endpoint({
    method: "POST",
    path: `${path}/:importId/undo`,
    policy,
    tag,
    summary: "Begin to take an import back, within 24 hours; what has changed since stays",
    answer: one,
    async handle(visit) {
      await undoImport(visit.context, keyOf(visit));
      return wholeOf(visit, keyOf(visit));
    },
  }),
  endpoint({
    method: "POST",
    path: `${path}/:importId/codes`,
    policy,
    tag,
    summary:
      "Give a one-time code to everyone to whom the import gave an account and who has no password yet; their former codes no longer work",
    answer: z.object({ codes: z.array(firstCode) }),
    async handle(visit) {
      const codes = await issueImportCodes(visit.context, keyOf(visit));
      return { codes: codes.map(firstCodeOf) };
    },
  }),
  endpoint({
    method: "POST",
    path: `${path}/:importId/codes/mail`,
    policy,
    tag,
    summary:
      "Send a sign-in link to everyone with an address to whom the import gave an account and who has no password yet; their former codes no longer work then",
    answer: mailedLinks,
    async handle(visit) {
      return mailedLinksOf(await mailImportLinks(visit.context, keyOf(visit)));
    },
  }),
];

function keyOf(visit: SignedInVisit): ImportKey {
  return { courseId: pathId(visit), id: pathId(visit, "importId") };
}

function listedOf({ id, title, state, createdAt, endedAt }: WholeImport["import"]) {
  return { id, title, state, created_at: createdAt, ended_at: endedAt };
}

async function wholeOf(visit: SignedInVisit, key: ImportKey): Promise<z.output<typeof one>> {
  const whole = await getImport(visit.context, key);
  const { preview, result } = whole;
  const planned = preview?.plan.changes ?? [];
  const unusable = result?.unusable ?? preview?.plan.unusable ?? [];
  const shown = {
    ...listedOf(whole.import),
    undo_until: whole.undoUntil ?? null,
    columns: preview?.columns.map(({ heading, use, keep }) => ({ heading, is: use, keep })) ?? [],
    changes: [
      ...planned.map((change) => ({ ...changeOf(change), outcome: "planned" as const })),
      ...(result?.rows ?? []).map((row) => ({ ...changeOf(row), outcome: row.outcome })),
    ],
    unusable: unusable.map(({ line, text, reason, params }) => ({
      line,
      text,
      reason,
      message: format(refusalTexts[reason], params),
    })),
    typos: (preview?.plan.typos ?? []).map(({ line, listed, here, isSame }) => ({
      line,
      email: listed.email,
      user_id: here.id,
      email_here: here.email,
      same: isSame,
    })),
    not_on_list: (preview?.plan.missing ?? []).map(({ id: user_id, name, leaves }) => ({
      user_id,
      name,
      leaves,
    })),
    new_groups: preview?.plan.newGroups.map(({ name }) => name) ?? [],
    unknown_groups: preview?.plan.unknownGroups ?? [],
  };
  return { import: shown };
}

/** Until someone has joined the course, nothing about their account is in it. */
function changeOf(change: PlannedChange) {
  const { kind, line, userId, name, email, role, joins, leaves, likeStaff } = change;
  const namesOf = (groups: PlannedChange["joins"]) => groups.map((group) => group.name);
  return {
    change: kind,
    like_staff: likeStaff ?? null,
    line: line || null,
    user_id: kind === "account" ? null : (userId ?? null),
    name,
    email,
    role,
    joins: namesOf(joins),
    leaves: namesOf(leaves),
  };
}
