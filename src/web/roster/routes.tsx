/** Imports a list of people into a course: the list, its preview, the result, and the way back. */
import { decodeList, type Decoded, pastedList } from "#core/roster/decode.ts";
import { issueImportCodes, mailImportLinks } from "#core/roster/import_codes.ts";
import type { Correction } from "#core/roster/draft.ts";
import {
  applyImport,
  cancelImport,
  correctImport,
  createImport,
  getImport,
  listImports,
  listOfImport,
  stampOf,
  undoImport,
} from "#core/roster/roster.ts";
import { Refusal } from "#core/refusals.ts";
import { sleep } from "#kit/clock.ts";
import { flash } from "../http/flash.ts";
import {
  type FormErrors,
  type FormValues,
  readForm,
  type RefusedStatus,
  submitForm,
} from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { CodeSheet } from "../users/code_sheet.tsx";
import { flashMailed, joiningOf } from "../users/first_codes.tsx";
import { PreviewPage } from "./preview_page.tsx";
import { resultCsv } from "./result_csv.ts";
import { ResultPage } from "./result_page.tsx";
import { StartPage } from "./start_page.tsx";

/** The verbs decide: for all but admins and the course's teachers there is no such course. */
const policy = "signed_in";
/** A form with a list of 4 MB, which browsers send with longer line breaks. */
const bodyBytesMax = 6 * 1024 * 1024;
const path = "/courses/:id/roster";

export const rosterRoutes = [
  page({ method: "GET", path, policy, handle: (visit) => showStart(visit) }),
  page({ method: "POST", path, policy, bodyBytesMax, handle: submitList }),
  page({ method: "GET", path: `${path}/:importId`, policy, handle: (visit) => showImport(visit) }),
  page({ method: "POST", path: `${path}/:importId`, policy, handle: submitPreview }),
  page({ method: "POST", path: `${path}/:importId/undo`, policy, handle: submitUndo }),
  page({ method: "POST", path: `${path}/:importId/codes`, policy, handle: submitCodes }),
  page({
    method: "GET",
    path: `${path}/:importId/result.csv`,
    policy,
    isPart: true,
    handle: downloadResult,
  }),
];

interface Shown {
  text?: string;
  errors?: FormErrors;
  status?: 200 | RefusedStatus;
}

/** The form for a list; `?from=` takes the one of an earlier import. */
async function showStart(visit: SignedInVisit, { text, errors = {}, status }: Shown = {}) {
  const { context, locale, texts } = visit;
  const courseId = pathId(visit);
  const { course, imports } = await listImports(context, courseId);
  const from = visit.c.req.query("from");
  const given =
    text ?? (from ? (await listOfImport(context, { courseId, id: from })).text : undefined);
  return renderPage(visit, {
    title: texts.roster.startTitle,
    section: sectionOf(visit),
    status,
    content: (
      <StartPage
        course={course}
        imports={imports}
        text={given ?? ""}
        back={backOf(visit)}
        errors={errors}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

async function submitList(visit: SignedInVisit): Promise<Response> {
  const courseId = pathId(visit);
  const { text, file } = await readList(visit);
  return submitForm(
    visit,
    async () => {
      const list: Decoded = file ? decodeList(file.bytes) : pastedList(text);
      const title = file?.name ?? "";
      const { id } = await createImport(visit.context, courseId, { ...list, title });
      return visit.c.redirect(importPath(courseId, id), 303);
    },
    (errors, status) => showStart(visit, { text, errors, status }),
  );
}

interface SentList {
  text: string;
  file?: { name: string; bytes: Uint8Array };
}

/** A file counts more than a text. @throws {Refusal} invalid, when the body is not a form */
async function readList({ c }: SignedInVisit): Promise<SentList> {
  const body = await c.req.formData().catch(() => {
    throw new Refusal("invalid", { reason: "form_unreadable" });
  });
  const [list, file] = [body.get("list"), body.get("file")];
  const text = typeof list === "string" ? list.replaceAll("\r\n", "\n") : "";
  if (!(file instanceof File) || file.size === 0) return { text };
  return { text, file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } };
}

/** The page of people is for admins; teachers come from the groups of their course. */
function backOf(visit: SignedInVisit): string {
  const course = new URLSearchParams({ course: pathId(visit) });
  return visit.actor.role === "admin" ? "/users" : `/groups?${course}`;
}

const sectionOf = ({ actor }: SignedInVisit) => (actor.role === "admin" ? "users" : "groups");

function importPath(courseId: string, id: string): string {
  return `/courses/${encodeURIComponent(courseId)}/roster/${encodeURIComponent(id)}`;
}

function keyOf(visit: SignedInVisit) {
  return { courseId: pathId(visit), id: pathId(visit, "importId") };
}

/** How soon a page that follows an import is rendered again. */
const refreshSeconds = 2;

async function showImport(
  visit: SignedInVisit,
  { errors = {}, status }: Omit<Shown, "text"> = {},
): Promise<Response> {
  const { context, locale, texts } = visit;
  const key = keyOf(visit);
  const whole = await getImport(context, key);
  const { state } = whole.import;
  if (state === "applying" || state === "undoing") {
    visit.c.header("Refresh", String(refreshSeconds));
  }
  const { preview, result } = whole;
  const shown = { locale, texts, errors, path: importPath(key.courseId, key.id) };
  return renderPage(visit, {
    title: preview ? texts.roster.previewTitle : texts.roster.startTitle,
    section: sectionOf(visit),
    here: shown.path,
    status,
    content: preview ? (
      <PreviewPage whole={whole} preview={preview} {...shown} />
    ) : (
      <ResultPage
        whole={whole}
        result={result!}
        back={backOf(visit)}
        sendsMails={context.sendsMails}
        {...shown}
      />
    ),
  });
}

/** The buttons of the preview. */
async function submitPreview(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  const key = keyOf(visit);
  const { context, c, texts } = visit;
  const step = form.text("step");
  const act = async () => {
    if (step === "cancel") {
      await cancelImport(context, key);
      flash(visit, "success", texts.roster.cancelled);
      return c.redirect(`/courses/${encodeURIComponent(key.courseId)}/roster`, 303);
    }
    if (step === "apply" && form.has("seen")) await requireSeen(visit, form);
    await correctImport(context, key, correctionOf(form));
    if (step === "apply") await settled(visit, (await applyImport(context, key)).finished);
    return c.redirect(importPath(key.courseId, key.id), 303);
  };
  return submitForm(visit, act, (errors, status) => showImport(visit, { errors, status }));
}

/** What was decided on the page changes the preview; everything else must be as it was shown. */
async function requireSeen(visit: SignedInVisit, form: FormValues): Promise<void> {
  const { preview } = await getImport(visit.context, keyOf(visit));
  if (preview && stampOf(preview) !== form.text("seen")) {
    throw new Refusal("conflict", { reason: "roster_changed" });
  }
}

/** A small import is complete before the next page; a large one is shown at work. */
async function settled({ services }: SignedInVisit, finished: Promise<void>): Promise<void> {
  await Promise.race([finished, sleep(services.clock, 1_500)]);
}

function correctionOf(form: FormValues): Correction {
  const uses: Record<string, string> = {};
  const keep: Record<string, boolean> = {};
  for (const column of form.all("column")) {
    uses[column] = form.text(`use-${column}`);
    keep[column] = form.has(`keep-${column}`);
  }
  const same = Object.fromEntries(
    form.all("typo").map((line) => [line, form.text(`same-${line}`) === "yes"] as const),
  );
  const makeGroups = form.has("groups-asked") ? form.has("make-groups") : undefined;
  return { uses, keep, same, leave: form.all("leave"), makeGroups };
}

async function submitUndo(visit: SignedInVisit): Promise<Response> {
  const key = keyOf(visit);
  return submitForm(
    visit,
    async () => {
      await settled(visit, (await undoImport(visit.context, key)).finished);
      return visit.c.redirect(importPath(key.courseId, key.id), 303);
    },
    (errors, status) => showImport(visit, { errors, status }),
  );
}

/** The sheet of codes, which are shown once, or links by mail. */
async function submitCodes(visit: SignedInVisit): Promise<Response> {
  const { context, texts } = visit;
  const key = keyOf(visit);
  if ((await readForm(visit)).text("by") === "mail") {
    flashMailed(visit, await mailImportLinks(context, key));
    return visit.c.redirect(importPath(key.courseId, key.id), 303);
  }
  const codes = await issueImportCodes(context, key);
  return renderPage(visit, {
    title: texts.users.firstCodesSheet,
    section: sectionOf(visit),
    here: importPath(key.courseId, key.id),
    content: (
      <CodeSheet
        codes={codes}
        {...joiningOf(visit, codes)}
        doneHref={importPath(key.courseId, key.id)}
        locale={visit.locale}
        texts={texts}
      />
    ),
  });
}

async function downloadResult(visit: SignedInVisit): Promise<Response> {
  const { context, c, texts } = visit;
  const whole = await getImport(context, keyOf(visit));
  return c.body(resultCsv(whole, texts), 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": 'attachment; filename="import.csv"',
  });
}
