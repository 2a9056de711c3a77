/** The form for a new invite. */
import { createInvite, type InviteInput, listInvites } from "#core/invites/invites.ts";
import { listGroupsOfCourse } from "#core/invites/groups_of_course.ts";
import { Refusal } from "#core/refusals.ts";
import { inviteLimits } from "#wire/limits.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { Field, SelectField } from "#ui/parts/field.tsx";
import { ErrorSummary, Form, FormActions } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { RadioField } from "#ui/parts/radio_field.tsx";
import { flash } from "../http/flash.ts";
import { type FormErrors, readForm, type RefusedStatus, submitForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { invitesPath, sectionOf } from "./paths.ts";

const hourMs = 3_600_000;
const spans = {
  "2h": 2 * hourMs,
  "4h": 4 * hourMs,
  "8h": 8 * hourMs,
  "1d": 24 * hourMs,
  "7d": 7 * 24 * hourMs,
  "28d": 28 * 24 * hourMs,
  "180d": 180 * 24 * hourMs,
} as const;
type Span = keyof typeof spans;

interface Typed {
  title: string;
  role: string;
  group: string;
  ends: string;
  /** UTC ISO text, from the script; it counts in place of the span. */
  until: string;
  uses: string;
  approval: string;
}

const blank: Typed = {
  title: "",
  role: "student",
  group: "",
  ends: "7d",
  until: "",
  uses: "300",
  approval: "no",
};

/** @throws {Refusal} not_found, for all but admins and the course's teachers */
export function newInvite(visit: SignedInVisit): Promise<Response> {
  return show(visit, { typed: blank });
}

export async function submitInvite(visit: SignedInVisit): Promise<Response> {
  const { context, services, texts, c } = visit;
  const courseId = pathId(visit);
  const form = await readForm(visit);
  const typed: Typed = {
    title: form.text("title"),
    role: form.text("role"),
    group: form.text("group"),
    ends: form.text("ends"),
    until: form.text("until"),
    uses: form.text("uses"),
    approval: form.text("approval"),
  };
  return submitForm(
    visit,
    async () => {
      const { id } = await createInvite(context, courseId, {
        role: roleOf(typed.role),
        conversationId: typed.group || null,
        title: typed.title,
        expiresAt: endOf(typed, services.clock.now()),
        usesMax: /^\d{1,6}$/.test(typed.uses.trim()) ? Number(typed.uses) : 0,
        needsApproval: typed.approval === "yes",
      });
      flash(visit, "success", texts.invites.created);
      return c.redirect(invitesPath(courseId, id), 303);
    },
    (errors, status) => show(visit, { typed, errors, status }),
  );
}

function roleOf(text: string): InviteInput["role"] {
  if (text === "student" || text === "tutor" || text === "guest") return text;
  throw new Refusal("invalid", { field: "role", reason: "invalid_input" });
}

/** @returns a text that is no time, if nothing sensible was chosen */
function endOf({ ends, until }: Typed, nowMs: number): string {
  if (until !== "") return until.endsWith("Z") ? until : "";
  return Object.hasOwn(spans, ends) ? new Date(nowMs + spans[ends as Span]).toISOString() : "";
}

interface Shown {
  typed: Typed;
  errors?: FormErrors;
  status?: RefusedStatus;
}

async function show(
  visit: SignedInVisit,
  { typed, errors = {}, status }: Shown,
): Promise<Response> {
  const { context, texts } = visit;
  const { invites } = texts;
  const { course } = await listInvites(context, pathId(visit));
  const groups = await listGroupsOfCourse(context, course.id);
  const labels = { title: invites.nameLabel, group: invites.group, ends: invites.endsLabel };
  const path = `${invitesPath(course.id)}/create`;
  return renderPage(visit, {
    title: invites.createTitle,
    section: sectionOf(visit),
    here: path,
    status,
    content: (
      <>
        <PageHeader title={invites.createTitle} lead={invites.createLead} />
        <ErrorSummary
          errors={errors}
          labels={{ ...labels, uses: invites.usesLabel }}
          texts={texts.common}
        />
        <Form action={path} asks isTyped={status !== undefined} class="max-w-2xl space-y-6">
          <Card>
            <Fields typed={typed} errors={errors} groups={groups} texts={texts} />
          </Card>
          <FormActions>
            <ButtonLink href={invitesPath(course.id)} cancels>
              {texts.common.cancel}
            </ButtonLink>
            <Button look="primary" data-working={invites.working}>
              {invites.save}
            </Button>
          </FormActions>
        </Form>
      </>
    ),
  });
}

interface FieldsProps extends Required<Pick<Shown, "typed" | "errors">> {
  groups: { id: string; name: string }[];
  texts: SignedInVisit["texts"];
}

function Fields({ typed, errors, groups, texts }: FieldsProps) {
  const { invites } = texts;
  return (
    <>
      <Field
        name="title"
        label={invites.nameLabel}
        hint={invites.titleHint}
        value={typed.title}
        error={errors["title"]}
        autoComplete="off"
      />
      <Who typed={typed} errors={errors} groups={groups} texts={texts} />
      <SelectField
        name="ends"
        label={invites.endsLabel}
        value={typed.ends}
        error={errors["ends"]}
        options={(Object.keys(spans) as Span[]).map((value) => ({
          value,
          label: invites.spans[value],
        }))}
      />
      <div data-script-only hidden>
        <Field
          name="until"
          type="datetime-local"
          label={invites.until}
          hint={invites.untilHint}
          data-moment={typed.until}
        />
      </div>
      <Field
        name="uses"
        type="number"
        label={invites.usesLabel}
        value={typed.uses}
        error={errors["uses"]}
        min={1}
        max={inviteLimits.uses}
        required
      />
      <RadioField
        name="approval"
        legend={invites.approvalLabel}
        value={typed.approval}
        options={[
          { value: "no", label: invites.approvalNone },
          { value: "yes", label: invites.approvalAsk },
        ]}
      />
      <p class="text-sm text-muted">{invites.approvalHint}</p>
    </>
  );
}

/** As what people come in, and where. */
function Who({ typed, errors, groups, texts: { invites } }: FieldsProps) {
  const { student, tutor, guest } = invites.roles;
  return (
    <>
      <RadioField
        name="role"
        legend={invites.roleLabel}
        value={typed.role}
        options={[
          { value: "student", label: student },
          { value: "tutor", label: tutor },
          { value: "guest", label: guest },
        ]}
      />
      <p class="text-sm text-muted">{invites.guestHint}</p>
      <SelectField
        name="group"
        label={invites.group}
        hint={invites.groupHint}
        value={typed.group}
        error={errors["group"]}
        options={[
          { value: "", label: invites.courseOnly },
          ...groups.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </>
  );
}
