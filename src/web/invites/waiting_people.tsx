import type { WaitingPerson } from "#core/invites/waiting.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { Badge } from "#ui/parts/badge.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { MailAddress } from "#ui/parts/mail_address.tsx";
import { SearchField } from "#ui/parts/search_field.tsx";
import { SelectionBar, SelectionTools } from "#ui/parts/selection.tsx";
import { Time } from "#ui/parts/time.tsx";
import { format, plural } from "#ui/text/format.ts";
import type { InviteListProps } from "./list_props.ts";
import { nameOf } from "./invite_words.tsx";

/** Of these a form may be long, so finding and ticking begin to help. */
const severalFrom = 8;

/** The people who wait for approval, to be accepted or declined one by one, several or all. */
export function WaitingPeople(props: InviteListProps) {
  const { course, waiting, locale, texts } = props;
  const { people, total } = waiting;
  const { invites } = texts;
  const alike = people.filter(({ likeStaff }) => likeStaff !== undefined).length;
  return (
    <section aria-labelledby="waiting" class="space-y-3">
      <form
        method="post"
        action={`/courses/${encodeURIComponent(course.id)}/waiting`}
        data-selects
        class="space-y-3"
      >
        <div class="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
          <div class="min-w-[min(100%,16rem)] flex-1">
            <h2 id="waiting" class="text-lg font-semibold text-body">
              {invites.waitingTitle} <span class="text-muted even-digits">{total}</span>
            </h2>
            <p class="max-w-prose text-sm text-muted">
              {plural(locale, invites.waitingLead, total)}
              {total > people.length && ` ${format(invites.waitingMore, { count: people.length })}`}
              {alike > 0 && ` ${plural(locale, invites.waitingLike, alike)}`}
            </p>
          </div>
          <div class="flex flex-wrap gap-2">
            <Button name="to" value="decline-all">
              {invites.declineAll}
            </Button>
            {people.length > alike && (
              <Button name="to" value="accept-all" data-working={invites.working}>
                {format(invites.acceptAll, { count: people.length - alike })}
              </Button>
            )}
          </div>
        </div>
        {people.length > severalFrom && <Tools {...props} />}
        <ul
          id="people"
          aria-label={invites.waitingTitle}
          class="divide-y divide-line rounded border border-line"
        >
          {people.map((person) => (
            <Waiting key={keyOf(person)} person={person} {...props} />
          ))}
        </ul>
        <p data-filter-none hidden class="text-muted">
          {invites.nobodyFound}
        </p>
        {people.length > 1 && (
          <SelectionBar>
            <Button look="quiet" name="to" value="decline">
              {invites.declineSelected}
            </Button>
            <Button name="to" value="accept" data-working={invites.working}>
              {invites.acceptSelected}
            </Button>
          </SelectionBar>
        )}
      </form>
    </section>
  );
}

const keyOf = ({ inviteId, userId }: WaitingPerson) => `${inviteId} ${userId}`;

function Tools({ texts }: InviteListProps) {
  const { invites } = texts;
  return (
    <div class="flex flex-wrap items-center gap-2">
      <div data-script-only hidden class="flex min-w-[min(100%,13rem)] sm:max-w-xs">
        <SearchField id="find-person" label={invites.findUse} filters="people" filterOnly />
      </div>
      <SelectionTools texts={texts} />
    </div>
  );
}

function Waiting({ person, locale, texts }: InviteListProps & { person: WaitingPerson }) {
  const { invites } = texts;
  const { userId, name, username, email, usedAt, inviteTitle, groupName, likeStaff } = person;
  const key = keyOf(person);
  const role = invites.roles[person.role];
  const link = nameOf({ title: inviteTitle, groupName }, invites);
  return (
    <li
      data-filter-text={`${name} ${username} ${email}`}
      class="flex flex-wrap items-center gap-x-3 gap-y-1 bg-raised px-3 py-2 first:rounded-t last:rounded-b hover:bg-hover"
    >
      <label class="flex size-8 shrink-0 max-sm:size-10 cursor-pointer items-center justify-center">
        <input type="checkbox" name="member" value={key} class="size-5 accent-primary" />
        <span class="sr-only">{format(invites.select, { name })}</span>
      </label>
      <input type="hidden" name="shown" value={key} />
      {likeStaff === undefined && <input type="hidden" name="clear" value={key} />}
      <Avatar id={userId} name={name} size="small" />
      <span class="min-w-[min(100%,13rem)] flex-1">
        <span class="flex flex-wrap items-center gap-x-2">
          <span class="font-medium wrap-anywhere text-body">{name}</span>
          {likeStaff !== undefined && (
            <Badge look="danger">
              <Icon of="TriangleAlert" class="inline size-3.5" />{" "}
              {format(invites.looksLike, { name: likeStaff })}
            </Badge>
          )}
        </span>
        <span class="block text-xs wrap-anywhere text-muted">
          <MailAddress of={email || username} /> · {format(invites.asks, { role, link })} ·{" "}
          <Time iso={usedAt} locale={locale} look="recent" />
        </span>
      </span>
      <span class="ml-auto flex gap-2">
        <Button
          look="quiet"
          name="one"
          value={`decline ${key}`}
          aria-label={format(invites.declineOf, { name })}
        >
          {invites.decline}
        </Button>
        <Button
          name="one"
          value={`accept ${key}`}
          aria-label={format(invites.acceptOf, { name })}
          data-working={invites.working}
        >
          {invites.accept}
        </Button>
      </span>
    </li>
  );
}
