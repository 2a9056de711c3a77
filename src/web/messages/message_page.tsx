import type { MessageDetails, MessageVersion } from "#core/messages/versions.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { AreaField, Field, SelectField } from "#ui/parts/field.tsx";
import { ErrorSummary, Form } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";
import type { FormErrors } from "../http/form.ts";
import { Versions } from "./versions.tsx";

export interface MessagePageProps extends MessageDetails {
  title: string;
  /** What it said before, if that was asked for. */
  shownVersions: MessageVersion[] | undefined;
  /** What the course offers, in the reader's language. */
  reasons: string[];
  typed: {
    reason: string;
    template: string;
    handBack: boolean;
    from: string;
    to: string;
    why: string;
  };
  errors: FormErrors;
  locale: Locale;
  texts: Texts;
}

/** One message: what it says, what it said before, and what can be done about it. */
export function MessagePage(props: MessagePageProps) {
  const { title, message, acts, isRestorable, errors, texts } = props;
  const { removing, common } = texts;
  return (
    <>
      <PageHeader title={title}>
        <ButtonLink href={`/chat/${encodeURIComponent(message.conversationId)}`}>
          {removing.toChat}
        </ButtonLink>
      </PageHeader>
      <ErrorSummary
        errors={errors}
        labels={{
          from: removing.redactFrom,
          why: removing.redactReason,
          reason: removing.reason,
        }}
        texts={common}
      />
      <Present {...props} />
      {isRestorable && (
        <Card title={removing.restoreTitle}>
          <p class="text-sm text-muted">{removing.restoreText}</p>
          <Form action={actionOf(message, "restore")} class="flex">
            <Button look="primary" data-working={texts.groups.working}>
              {removing.restore}
            </Button>
          </Form>
        </Card>
      )}
      {props.isRedactable && <RedactionCard {...props} />}
      {acts.includes("moderate") && <Removal {...props} />}
      <Former {...props} />
    </>
  );
}

function actionOf(
  { conversationId, id }: MessagePageProps["message"],
  act: "redact" | "remove" | "restore",
): string {
  return `/chat/${encodeURIComponent(conversationId)}/messages/${encodeURIComponent(id)}/${act}`;
}

function Present({ message, isRestorable, locale, texts }: MessagePageProps) {
  const { chat, removing } = texts;
  const { content, redacted, removed, sentAt, editedAt } = message;
  const name = message.senderName || chat.deletedUser;
  return (
    <Card>
      <p class="text-sm text-muted">
        <Time iso={sentAt} locale={locale} />
        {editedAt && (
          <>
            {" · "}
            {chat.edited} <Time iso={editedAt} locale={locale} />
          </>
        )}
        {redacted && (
          <>
            {" · "}
            {chat.redacted} <Time iso={redacted.at} locale={locale} />
          </>
        )}
      </p>
      {removed ? (
        <div class="space-y-2">
          <p>
            {format(chat.removed[removed.by], { name })} <Time iso={removed.at} locale={locale} />
          </p>
          {removed.reason && (
            <p dir="auto" class="wrap-anywhere">
              {format(chat.removedReason, { reason: removed.reason })}
            </p>
          )}
          {removed.handedBack && <p class="text-sm text-muted">{removing.wasHandedBack}</p>}
          {!isRestorable && removed.by !== "author" && (
            <p class="text-sm text-muted">{removing.notYours}</p>
          )}
        </div>
      ) : (
        <p dir="auto" class="max-w-156 written-text">
          {content}
        </p>
      )}
    </Card>
  );
}

/** A script fills the two numbers with what is selected in the text. */
function RedactionCard({ message, typed, errors, texts }: MessagePageProps) {
  const { removing, groups } = texts;
  const { content, revision = 0 } = message;
  const number = { type: "number", inputMode: "numeric", min: 1, max: content.length } as const;
  return (
    <Card title={removing.redactTitle}>
      <Form action={actionOf(message, "redact")} class="max-w-2xl space-y-4">
        <input type="hidden" name="revision" value={revision} />
        <div class="space-y-1">
          <label for="selected-text" class="block text-sm font-medium text-body">
            {removing.redactText}
          </label>
          <p id="selected-hint" class="text-sm text-muted">
            {removing.redactHint}
          </p>
          <textarea
            id="selected-text"
            data-span
            aria-readonly="true"
            spellcheck={false}
            dir="auto"
            rows={Math.min(12, content.split("\n").length + 1)}
            aria-describedby="selected-hint"
            class="min-h-10.5 w-full rounded border border-line-strong bg-sunken px-3 py-2 text-base text-body"
          >
            {content}
          </textarea>
        </div>
        <div class="grid gap-4 sm:grid-cols-2">
          <Field
            name="from"
            label={removing.redactFrom}
            value={typed.from}
            error={errors["from"]}
            required
            {...number}
          />
          <Field name="to" label={removing.redactTo} value={typed.to} required {...number} />
        </div>
        <Field
          name="why"
          label={removing.redactReason}
          value={typed.why}
          error={errors["why"]}
          autoComplete="off"
        />
        <Button data-working={groups.working}>{removing.redact}</Button>
      </Form>
    </Card>
  );
}

/** What someone types comes before what they choose. */
function Removal({ message, reasons, typed, errors, texts }: MessagePageProps) {
  const { removing, groups, chat } = texts;
  return (
    <Card title={removing.removeTitle}>
      <Form action={actionOf(message, "remove")} class="max-w-2xl space-y-4">
        {reasons.length > 0 && (
          <SelectField
            name="template"
            label={removing.template}
            value={typed.template}
            options={[
              { value: "", label: removing.noTemplate },
              ...reasons.map((value) => ({ value, label: value })),
            ]}
          />
        )}
        <AreaField
          name="reason"
          label={reasons.length > 0 ? removing.otherReason : removing.reason}
          hint={removing.reasonHint}
          value={typed.reason}
          error={errors["reason"]}
          rows={2}
        />
        <HandBack checked={typed.handBack} texts={texts} />
        <Button look="danger" data-working={groups.working}>
          {chat.remove}
        </Button>
      </Form>
    </Card>
  );
}

function HandBack({ checked, texts: { removing } }: { checked: boolean; texts: Texts }) {
  return (
    <div>
      <label class="flex min-h-11 items-center gap-3 text-sm">
        <input
          type="checkbox"
          name="handBack"
          checked={checked}
          aria-describedby="hand-back-hint"
          class="size-5 shrink-0 accent-primary"
        />
        {removing.handBack}
      </label>
      <p id="hand-back-hint" class="text-sm text-muted">
        {removing.handBackHint}
      </p>
    </div>
  );
}

/** For staff: nobody else knows how many former texts there are. */
function Former(props: MessagePageProps) {
  const { versions, shownVersions, locale, texts } = props;
  const { removing } = texts;
  if (versions === undefined) return null;
  return (
    <Card title={removing.versionsTitle}>
      {shownVersions ? (
        <Versions versions={shownVersions} locale={locale} texts={texts} />
      ) : versions === 0 ? (
        <p class="text-muted">{removing.noVersions}</p>
      ) : (
        <>
          <p class="text-sm text-muted">{removing.versionsHint}</p>
          <ButtonLink href="?versions=shown">
            {plural(locale, removing.showVersions, versions)}
          </ButtonLink>
        </>
      )}
    </Card>
  );
}
