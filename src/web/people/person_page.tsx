import type { KnownPerson } from "#core/people/known_people.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { Badge } from "#ui/parts/badge.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { CutName } from "#ui/parts/cut_name.tsx";
import { GroupMark } from "#ui/parts/group_mark.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Time } from "#ui/parts/time.tsx";
import { format, plural } from "#ui/text/format.ts";
import { deviceText } from "../http/device_name.ts";
import { casePath, decisionWords, groupNameOf, reasonOf } from "../moderation/words.ts";
import { Facts, Namesakes, PersonBadges, type PersonProps } from "./person_parts.tsx";

type GroupOfPerson = KnownPerson["groups"][number];

/** What the reader may know about a person; for staff with what they have written where. */
export function PersonPage(props: PersonProps) {
  const { person, texts } = props;
  const { id, isActor, mayEdit, name, record } = person;
  const words = texts.person;
  return (
    <>
      <PageHeader title={name} lead={record && !isActor ? words.opened : undefined}>
        {person.mayGetCode && (
          <ButtonLink href={`/users/code/${encodeURIComponent(id)}`} asks>
            {words.newCode}
          </ButtonLink>
        )}
        {mayEdit && (
          <ButtonLink href={`/users/edit/${encodeURIComponent(id)}`}>{words.edit}</ButtonLink>
        )}
        {!isActor && person.groups.some(({ viewerIsIn }) => viewerIsIn === 1) && (
          <ButtonLink href={`/people/${encodeURIComponent(id)}/report`} look="quiet">
            {texts.moderation.report}
          </ButtonLink>
        )}
        {isActor && <ButtonLink href="/account">{words.yourAccount}</ButtonLink>}
      </PageHeader>
      <div class="grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <Card>
          <div class="flex items-center gap-4">
            <Avatar id={id} name={name} size="large" />
            <p class="flex flex-wrap gap-1">
              <PersonBadges {...props} />
            </p>
          </div>
          <Facts {...props} whole />
          <Namesakes {...props} />
        </Card>
        <Groups {...props} />
        <Oversight {...props} />
      </div>
    </>
  );
}

/** What staff see beside the account. */
function Oversight({ person: { oversight }, locale, texts }: PersonProps) {
  if (!oversight) return null;
  const { person: words, moderation, mutes: muted } = texts;
  const { cases, mutes, sessions } = oversight;
  return (
    <Card title={words.oversight}>
      <dl class="space-y-4 text-sm">
        <div>
          <dt class="font-medium text-body">{words.cases}</dt>
          {cases.length === 0 && <dd class="text-muted">{words.noCases}</dd>}
          {cases.map((one) => (
            <dd key={one.id} class="wrap-anywhere">
              <a href={casePath(one.id)} class="text-primary-text underline underline-offset-2">
                {format(moderation.earlierCase, {
                  number: one.number,
                  group: groupNameOf(one, texts),
                })}
              </a>{" "}
              {reasonOf(one, texts)} · {decisionWords(one, texts)}
            </dd>
          ))}
        </div>
        <div>
          <dt class="font-medium text-body">{words.mutes}</dt>
          {mutes.length === 0 && <dd class="text-muted">{words.noMutes}</dd>}
          {mutes.map(({ until, reason, group }) => (
            <dd key={until} class="wrap-anywhere">
              {group ?? words.wholeCourse}: {muted.untilLabel} <Time iso={until} locale={locale} />
              {reason && ` · ${reason}`}
            </dd>
          ))}
        </div>
        <div>
          <dt class="font-medium text-body">{plural(locale, words.sessions, sessions.length)}</dt>
          {sessions.map(({ device, lastSeenAt }, index) => (
            <dd key={index} class="wrap-anywhere">
              {deviceText(device, texts)} · {words.lastSeen}{" "}
              <Time iso={lastSeenAt} locale={locale} />
            </dd>
          ))}
        </div>
      </dl>
    </Card>
  );
}

function Groups(props: PersonProps) {
  const { person, texts } = props;
  const words = texts.person;
  const { groups, isActor, record } = person;
  return (
    <Card title={record || isActor ? words.groups : words.groupsInCommon}>
      {groups.length === 0 && <p class="text-muted">{words.inNoGroup}</p>}
      <ul class="divide-y divide-line">
        {(record ? newestFirst(groups) : groups).map((group) => (
          <GroupRow key={group.id} group={group} {...props} />
        ))}
      </ul>
      {record && groups.length > 0 && <p class="text-xs text-muted">{words.writtenHint}</p>}
    </Card>
  );
}

/** Where the person wrote last comes first; the rest stays in the order of all lists. */
function newestFirst(groups: readonly GroupOfPerson[]): GroupOfPerson[] {
  const time = ({ lastWrittenAt }: GroupOfPerson) => Date.parse(lastWrittenAt ?? "") || 0;
  return groups.toSorted((a, b) => time(b) - time(a));
}

function GroupRow({
  group: { id, name, memberRole, viewerIsIn, written, lastWrittenAt },
  person,
  locale,
  texts,
}: PersonProps & { group: GroupOfPerson }) {
  const words = texts.person;
  return (
    <li class="flex flex-wrap items-center gap-x-3 py-2">
      <span class="flex min-w-0 flex-1 basis-56 items-center gap-2">
        <a
          href={`/chat/${encodeURIComponent(id)}`}
          class="group/row flex min-w-0 items-center gap-2.5 font-medium text-body hover:underline"
        >
          <GroupMark name={name} />
          <CutName name={name} />
        </a>
        {memberRole !== "member" && <Badge>{texts.common.memberRoles[memberRole]}</Badge>}
      </span>
      {person.record && (
        <span class="text-sm text-muted max-sm:ps-7.5">
          {written === 0 ? words.writtenNothing : plural(locale, words.messages, written)}
          {lastWrittenAt && (
            <>
              {`, ${words.lastWritten} `}
              <Time iso={lastWrittenAt} locale={locale} look="recent" />
            </>
          )}
          {!person.isActor && viewerIsIn === 1 && ` · ${words.member}`}
        </span>
      )}
    </li>
  );
}
