import type { WaitingPlace } from "#core/messages/held_places.ts";
import type { HeldQueue } from "#core/messages/held_queue.ts";
import type { QueueCounts } from "#core/moderation/cases.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { Badge } from "#ui/parts/badge.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { Field, SelectField } from "#ui/parts/field.tsx";
import { ErrorSummary } from "#ui/parts/form.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { SelectionBar, SelectionTools } from "#ui/parts/selection.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";
import type { FormErrors } from "../http/form.ts";
import { type HeldPlace, heldPath, ModerationNav, placeValue } from "./moderation_nav.tsx";

export interface HeldPageProps {
  waiting: HeldQueue;
  place: HeldPlace;
  /** The message after which this part begins; empty for the first. */
  after: string;
  places: WaitingPlace[];
  counts: QueueCounts;
  /** What the course offers, in the reader's language. */
  reasons: string[];
  typed: { reason: string; template: string };
  errors: FormErrors;
  locale: Locale;
  texts: Texts;
}

/** What waits, the oldest first, with the decision beside each and below all. */
export function HeldPage(props: HeldPageProps) {
  const { waiting, place, after, counts, places, errors, locale, texts } = props;
  const { approval } = texts;
  return (
    <>
      <PageHeader title={texts.moderation.title} />
      <div class="max-w-4xl space-y-4">
        <ModerationNav current="held" counts={counts} courseId="" texts={texts} />
        {(places.length > 1 || placeValue(place) !== "") && <PlaceChoice {...props} />}
        <ErrorSummary errors={errors} labels={{ reason: approval.reason }} texts={texts.common} />
        {waiting.held.length === 0 ? (
          <EmptyState title={approval.none} text={approval.noneText} />
        ) : (
          <>
            <p class="max-w-prose text-sm text-muted">
              {plural(locale, approval.oldest, waiting.count)} {approval.lead}
            </p>
            <WaitingMessages {...props} />
          </>
        )}
        <p class="flex flex-wrap gap-2">
          {after && <ButtonLink href={heldPath(place)}>{approval.first}</ButtonLink>}
          {waiting.next && (
            <ButtonLink href={heldPath(place, waiting.next)}>{approval.next}</ButtonLink>
          )}
        </p>
      </div>
    </>
  );
}

function PlaceChoice({ place, places, locale, texts: { approval } }: HeldPageProps) {
  const total = places.reduce((sum, { count }) => sum + count, 0);
  const courses = Map.groupBy(places, ({ courseId }) => courseId);
  const options = [...courses].flatMap(([courseId, groups]) => {
    const [{ courseName }] = groups as [WaitingPlace];
    const count = groups.reduce((sum, one) => sum + one.count, 0);
    const whole = {
      value: placeValue({ courseId }),
      label: format(approval.wholeCourse, { name: courseName, count }),
    };
    const text = courses.size > 1 ? approval.groupOfCourse : approval.group;
    return [
      ...(courses.size > 1 ? [whole] : []),
      ...groups.map((one) => ({
        value: placeValue({ conversationId: one.id }),
        label: format(text, { course: courseName, name: one.name, count: one.count }),
      })),
    ];
  });
  return (
    <form method="get" action="/moderation/held" class="flex flex-wrap items-end gap-2">
      <SelectField
        name="of"
        label={approval.where}
        value={placeValue(place)}
        options={[{ value: "", label: plural(locale, approval.everywhere, total) }, ...options]}
      />
      <Button>{approval.show}</Button>
    </form>
  );
}

function WaitingMessages(props: HeldPageProps) {
  const { waiting, place, after, texts } = props;
  const { approval } = texts;
  return (
    <form method="post" action="/moderation/held" data-selects class="space-y-3">
      <input type="hidden" name="of" value={placeValue(place)} />
      <input type="hidden" name="after" value={after} />
      <SelectionTools texts={texts} />
      <ul aria-label={approval.list} class="divide-y divide-line rounded border border-line">
        {waiting.held.map((one) => (
          <Message key={one.id} one={one} {...props} />
        ))}
      </ul>
      <ReasonFields {...props} />
      <SelectionBar>
        <Button look="quiet" name="to" value="return" data-working={approval.working}>
          {approval.giveBackSelected}
        </Button>
        <Button look="primary" name="to" value="approve" data-working={approval.working}>
          {approval.approveSelected}
        </Button>
      </SelectionBar>
    </form>
  );
}

type Waiting = HeldQueue["held"][number];

function Message({ one, locale, texts }: HeldPageProps & { one: Waiting }) {
  const { approval, chat } = texts;
  const { id, conversationId, conversationName, senderId, revision, needsReason } = one;
  const name = one.senderName || chat.deletedUser;
  const key = `${id} ${revision}`;
  const group = `/chat/${encodeURIComponent(conversationId)}`;
  return (
    <li
      id={`held-${id}`}
      class="flex flex-wrap gap-x-3 gap-y-2 bg-raised px-3 py-3 first:rounded-t last:rounded-b has-checked:bg-primary-soft"
    >
      {!needsReason && (
        <label class="flex size-8 shrink-0 cursor-pointer items-center justify-center">
          <input type="checkbox" name="member" value={key} class="size-5 accent-primary" />
          <span class="sr-only">{format(approval.select, { name })}</span>
        </label>
      )}
      <Avatar id={senderId} name={name} size="small" />
      <div class="min-w-[min(100%,16rem)] flex-1 space-y-1">
        <p class="flex flex-wrap items-baseline gap-x-2 text-sm">
          <span dir="auto" class="notranslate font-semibold wrap-anywhere text-body">
            {name}
          </span>
          {one.senderRole === "guest" && <Badge>{approval.guest}</Badge>}
          {revision > 0 && <Badge look="warning">{approval.changed}</Badge>}
          <a
            href={group}
            dir="auto"
            class="notranslate wrap-anywhere text-primary-text underline underline-offset-2"
          >
            {conversationName}
          </a>
          <Time iso={one.writtenAt} locale={locale} look="recent" class="text-xs text-muted" />
        </p>
        {needsReason ? (
          <p class="text-sm">
            <a href={`${group}/look`} class="text-primary-text underline underline-offset-2">
              {approval.sayWhy}
            </a>
          </p>
        ) : (
          <p dir="auto" class="max-w-156 text-body written-text">
            {one.content}
          </p>
        )}
      </div>
      {!needsReason && (
        <span class="ml-auto flex gap-2 self-start">
          <Button
            look="quiet"
            name="one"
            value={`return ${key}`}
            aria-label={format(approval.giveBackOf, { name })}
            data-working={approval.working}
          >
            {approval.giveBack}
          </Button>
          <Button
            name="one"
            value={`approve ${key}`}
            aria-label={format(approval.approveOf, { name })}
            data-working={approval.working}
          >
            {approval.approve}
          </Button>
        </span>
      )}
    </li>
  );
}

/** What the authors read of whatever is returned with this form. */
function ReasonFields({ reasons, typed, errors, texts: { approval } }: HeldPageProps) {
  return (
    <div class="grid max-w-2xl items-end gap-3 sm:grid-cols-2">
      <Field
        name="reason"
        label={approval.reason}
        hint={approval.reasonHint}
        value={typed.reason}
        error={errors["reason"]}
        autoComplete="off"
      />
      {reasons.length > 0 && (
        <SelectField
          name="template"
          label={approval.template}
          value={typed.template}
          options={[
            { value: "", label: approval.noTemplate },
            ...reasons.map((value) => ({ value, label: value })),
          ]}
        />
      )}
    </div>
  );
}
