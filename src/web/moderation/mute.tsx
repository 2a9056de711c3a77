/** Keeping a person from writing for a while: the form, and its end. */
import { getGroup } from "#core/groups/groups.ts";
import { mutePerson, mutesOfGroup, type StoredMute, unmutePerson } from "#core/moderation/mutes.ts";
import { describePerson } from "#core/people/known_people.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Callout } from "#ui/parts/callout.tsx";
import { Card } from "#ui/parts/card.tsx";
import { Field } from "#ui/parts/field.tsx";
import { ErrorSummary, Form, FormActions } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { RadioField } from "#ui/parts/radio_field.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";
import { muteEnd, muteSpans } from "./mute_spans.ts";
import { flash } from "../http/flash.ts";
import {
  type FormErrors,
  FormValues,
  readForm,
  type RefusedStatus,
  submitForm,
} from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";

function keyOf(visit: SignedInVisit) {
  return { conversationId: pathId(visit), userId: pathId(visit, "userId") };
}

export function showMute(visit: SignedInVisit): Promise<Response> {
  return show(visit, new FormValues(), { errors: {}, status: 200 });
}

export async function submitMute(visit: SignedInVisit): Promise<Response> {
  const { c, context, services, texts } = visit;
  const key = keyOf(visit);
  const form = await readForm(visit);
  return submitForm(
    visit,
    async () => {
      await mutePerson(context, key, {
        until: muteEnd(form, services.clock.now()),
        reason: form.text("reason"),
        everywhere: form.text("scope") === "course",
      });
      flash(visit, "success", texts.mutes.muted);
      return c.redirect(`/conversations/${encodeURIComponent(key.conversationId)}`, 303);
    },
    (errors, status) => show(visit, form, { errors, status }),
  );
}

export async function submitUnmute(visit: SignedInVisit): Promise<Response> {
  const key = keyOf(visit);
  const form = await readForm(visit);
  await unmutePerson(visit.context, { ...key, everywhere: form.text("scope") === "course" });
  flash(visit, "success", visit.texts.mutes.unmuted);
  return visit.c.redirect(`/conversations/${encodeURIComponent(key.conversationId)}`, 303);
}

/** @throws {Refusal} not_found, for those who may mute nobody here */
async function show(
  visit: SignedInVisit,
  form: FormValues,
  { errors, status }: { errors: FormErrors; status: 200 | RefusedStatus },
): Promise<Response> {
  const { context, locale, texts } = visit;
  const { conversationId, userId } = keyOf(visit);
  const { mutes, rank } = await mutesOfGroup(context, conversationId);
  const group = await getGroup(context, conversationId);
  const { name } = await describePerson(context, userId);
  const title = format(texts.mutes.title, { person: name });
  return renderPage(visit, {
    title,
    section: "conversations",
    status,
    content: (
      <MuteForm
        path={`/conversations/${encodeURIComponent(conversationId)}`}
        userId={userId}
        title={title}
        groupName={group.name}
        isTeacher={rank >= 3}
        mutes={mutes.filter((mute) => mute.userId === userId)}
        form={form}
        errors={errors}
        locale={locale}
        texts={texts}
      />
    ),
  });
}

interface MuteFormProps {
  /** Of the group. */
  path: string;
  userId: string;
  title: string;
  groupName: string;
  /** Whether the reader may mute for longer than a day, and in the whole course. */
  isTeacher: boolean;
  /** What is in force. */
  mutes: StoredMute[];
  form: FormValues;
  errors: FormErrors;
  locale: Locale;
  texts: Texts;
}

function MuteForm(props: MuteFormProps) {
  const { path, userId, title, groupName, isTeacher, form, errors, texts } = props;
  const { common, modes, mutes } = texts;
  const own = `${path}/members/${encodeURIComponent(userId)}`;
  return (
    <>
      <PageHeader title={title} lead={mutes.lead} />
      <ErrorSummary
        errors={errors}
        labels={{ until: modes.until, reason: mutes.reason }}
        texts={common}
      />
      {props.mutes.map((mute) => (
        <Present key={mute.id} mute={mute} {...props} />
      ))}
      <Form action={`${own}/mute`} isTyped={form.has("reason")} class="max-w-2xl space-y-6">
        <Card>
          <RadioField
            name="span"
            legend={mutes.span}
            value={form.text("span") || "1h"}
            options={muteSpans.map((value) => ({ value, label: mutes.spans[value] }))}
          />
          {isTeacher && (
            <>
              <div data-script-only hidden>
                <Field
                  name="until"
                  type="datetime-local"
                  label={modes.until}
                  hint={modes.untilHint}
                  error={errors["until"]}
                  data-moment={form.text("until")}
                />
              </div>
              <RadioField
                name="scope"
                legend={mutes.scope}
                value={form.text("scope") || "group"}
                options={[
                  { value: "group", label: format(mutes.inGroup, { group: groupName }) },
                  { value: "course", label: mutes.inCourse },
                ]}
              />
            </>
          )}
          <Field
            name="reason"
            label={mutes.reason}
            hint={mutes.reasonHint}
            value={form.text("reason")}
            error={errors["reason"]}
            autoComplete="off"
          />
        </Card>
        <FormActions>
          <ButtonLink href={path} cancels>
            {common.cancel}
          </ButtonLink>
          <Button look="primary" data-working={texts.moderation.working}>
            {mutes.mute}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}

/** What is in force, and its end. */
function Present({
  mute,
  path,
  userId,
  groupName,
  locale,
  texts,
}: MuteFormProps & { mute: StoredMute }) {
  const { mutes } = texts;
  const isEverywhere = mute.conversationId === null;
  const where = isEverywhere ? mutes.inCourse : format(mutes.inGroup, { group: groupName });
  return (
    <form
      method="post"
      action={`${path}/members/${encodeURIComponent(userId)}/unmute`}
      class="max-w-2xl"
    >
      <input type="hidden" name="scope" value={isEverywhere ? "course" : "group"} />
      <Callout kind="warning">
        <p class="wrap-anywhere">
          {where}: {mutes.untilLabel} <Time iso={mute.untilAt} locale={locale} />
          {mute.reason && `. ${mute.reason}`}
        </p>
        <Button>{mutes.unmute}</Button>
      </Callout>
    </form>
  );
}
