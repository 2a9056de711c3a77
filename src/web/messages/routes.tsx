/** The page about one message, for those who moderate its group. */
import { templatesFor } from "#core/courses/templates.ts";
import { removeMessage } from "#core/messages/messages.ts";
import { redactMessage } from "#core/messages/redact.ts";
import { messageDetails, readVersions, restoreMessage } from "#core/messages/versions.ts";
import { Refusal } from "#core/refusals.ts";
import { textIn } from "#ui/removing/template_text.ts";
import { format } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import {
  type FormErrors,
  FormValues,
  readForm,
  type RefusedStatus,
  submitForm,
} from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { api, page } from "../http/route.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { MessagePage } from "./message_page.tsx";

const policy = "signed_in";
const path = "/chat/:id/messages/:messageId";

export const messageRoutes = [
  page({ method: "GET", path, policy, handle: showMessage }),
  page({ method: "POST", path: `${path}/remove`, policy, handle: submitRemoval }),
  page({ method: "POST", path: `${path}/redact`, policy, handle: submitRedaction }),
  page({ method: "POST", path: `${path}/restore`, policy, handle: submitRestoring }),
  api({ method: "GET", path: "/chat/:id/reasons", policy, handle: listReasons }),
];

/** With `versions=shown`, also what it said before, which is recorded. */
function showMessage(visit: SignedInVisit): Promise<Response> {
  return show(visit, new FormValues(), { errors: {}, status: 200 });
}

/** A reason that was typed comes before one that was chosen. */
async function submitRemoval(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  const reason = form.text("reason").trim() === "" ? form.text("template") : form.text("reason");
  return submitForm(
    visit,
    async () => {
      const input = { ...keyOf(visit), reason, handBack: form.has("handBack") };
      await removeMessage(visit.context, input);
      return toChat(visit, visit.texts.removing.removed);
    },
    (errors, status) => show(visit, form, { errors, status }),
  );
}

/** People count from 1, and name the last character that is to go. */
async function submitRedaction(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  return submitForm(
    visit,
    async () => {
      const [from, end, revision] = ["from", "to", "revision"].map((name) => numberIn(form, name));
      const span = { start: (from ?? 0) - 1, end: end ?? 0, revision };
      await redactMessage(visit.context, { ...keyOf(visit), ...span, reason: form.text("why") });
      return toChat(visit, visit.texts.removing.redacted);
    },
    (errors, status) => {
      if (status === 403) throw new Refusal("forbidden", { reason: "staff_redact" });
      // As the fields of this form are called.
      const { start, reason, ...others } = errors;
      const own = { ...others, ...(start && { from: start }), ...(reason && { why: reason }) };
      return show(visit, form, { errors: own, status });
    },
  );
}

function numberIn(form: FormValues, name: string): number | undefined {
  const typed = form.text(name).trim();
  return /^\d{1,6}$/.test(typed) ? Number(typed) : undefined;
}

async function submitRestoring(visit: SignedInVisit): Promise<Response> {
  await restoreMessage(visit.context, keyOf(visit));
  return toChat(visit, visit.texts.removing.restored);
}

/** The reasons that the course offers, in the reader's language. */
async function listReasons(visit: SignedInVisit): Promise<Response> {
  const templates = await templatesFor(visit.context, pathId(visit));
  return visit.c.json({ reasons: templates.map((one) => textIn(one, visit.locale)) });
}

interface Again {
  errors: FormErrors;
  status: 200 | RefusedStatus;
}

async function show(
  visit: SignedInVisit,
  form: FormValues,
  { errors, status }: Again,
): Promise<Response> {
  const { context, locale, texts } = visit;
  const key = keyOf(visit);
  const details = await messageDetails(context, key);
  const wantsVersions = details.versions !== undefined && visit.c.req.query("versions") === "shown";
  const versions = wantsVersions ? await readVersions(context, key) : undefined;
  const templates = await templatesFor(context, key.conversationId);
  const name = details.message.senderName || texts.chat.deletedUser;
  const title = format(texts.removing.title, { name });
  return renderPage(visit, {
    title,
    section: "conversations",
    status,
    scripts: ["message.js"],
    // What is shown anew would be recorded anew.
    live: versions === undefined,
    content: (
      <MessagePage
        title={title}
        {...details}
        shownVersions={versions}
        reasons={templates.map((one) => textIn(one, locale))}
        typed={{
          reason: form.text("reason"),
          template: form.text("template"),
          handBack: form.has("handBack"),
          from: form.text("from"),
          to: form.text("to"),
          why: form.text("why"),
        }}
        errors={errors}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

function toChat(visit: SignedInVisit, text: string): Response {
  flash(visit, "success", text);
  return visit.c.redirect(`/chat/${encodeURIComponent(pathId(visit))}`, 303);
}

function keyOf(visit: SignedInVisit) {
  return { conversationId: pathId(visit), messageId: pathId(visit, "messageId") };
}
