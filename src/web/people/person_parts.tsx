/** What the card of a person and their page share. */
import type { ComponentChildren } from "preact";
import type { KnownPerson, Namesake } from "#core/people/known_people.ts";
import { Badge } from "#ui/parts/badge.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { MailAddress } from "#ui/parts/mail_address.tsx";
import { PersonLink } from "#ui/parts/person_link.tsx";
import { RoleBadges } from "#ui/parts/role_badges.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";

export interface PersonProps {
  person: KnownPerson;
  locale: Locale;
  texts: Texts;
}

export function PersonBadges({ person: { record, role, places }, texts }: PersonProps) {
  return (
    <>
      <RoleBadges role={role} places={places} texts={texts.common} />
      {record?.disabledAt && <Badge look="danger">{texts.person.disabled}</Badge>}
    </>
  );
}

/** Who else has this name, and what tells them apart. */
export function Namesakes({ person: { name, namesakes }, locale, texts }: PersonProps) {
  if (namesakes.length === 0) return null;
  const words = texts.person;
  const link = namesakes.length === 1 ? words.otherOne : words.anotherOne;
  return (
    <div class="flex gap-2 rounded bg-warning-soft px-3 py-2 text-sm text-warning-text">
      <Icon of="UsersRound" class="mt-0.5 size-4" />
      <div class="min-w-0 wrap-anywhere">
        <p>{format(plural(locale, words.alike, namesakes.length), { name })}</p>
        <ul>
          {namesakes.map((one) => (
            <li key={one.id}>
              <PersonLink id={one.id} class="font-medium underline underline-offset-2">
                {one.handle ?? link}
              </PersonLink>{" "}
              {placeOf(one, words)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function placeOf({ group, isActor }: Namesake, words: Texts["person"]): string {
  if (isActor) return words.isYou;
  if (!group) return words.isInNone;
  return format(group.isShared ? words.isAlsoIn : words.isIn, { group: group.name });
}

/** What staff know of the account. */
export function Facts({
  person: { record },
  locale,
  texts,
  whole,
}: PersonProps & { whole: boolean }) {
  if (!record) return null;
  const words = texts.person;
  const { createdAt, expiresAt, lastSeenAt, lastWrittenAt, username, written } = record;
  return (
    <dl class="grid grid-cols-[auto_1fr] max-[20rem]:grid-cols-1 gap-x-4 gap-y-1 text-sm">
      {whole && (
        <>
          {record.email && (
            <Fact label={words.email}>
              <MailAddress of={record.email} />
            </Fact>
          )}
          <Fact label={words.username}>{username}</Fact>
        </>
      )}
      <Fact label={words.since}>
        <Time iso={createdAt} locale={locale} look="day" />
      </Fact>
      {expiresAt && (
        <Fact label={words.ends}>
          <Time iso={expiresAt} locale={locale} look="day" />
        </Fact>
      )}
      <Fact label={words.lastSeen}>
        {lastSeenAt ? <Time iso={lastSeenAt} locale={locale} /> : words.neverSeen}
      </Fact>
      <Fact label={words.written}>
        {written === 0 ? words.writtenNothing : plural(locale, words.messages, written)}
        {lastWrittenAt && (
          <>
            {`, ${words.lastWritten} `}
            <Time iso={lastWrittenAt} locale={locale} look="recent" />
          </>
        )}
      </Fact>
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <>
      <dt class="text-muted">{label}</dt>
      <dd class="min-w-0 wrap-anywhere text-body">{children}</dd>
    </>
  );
}
