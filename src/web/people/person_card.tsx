import type { KnownPerson } from "#core/people/known_people.ts";
import { personCardName } from "#ui/layout/person_dialog.tsx";
import { Avatar } from "#ui/parts/avatar.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { CutName } from "#ui/parts/cut_name.tsx";
import { GroupMark } from "#ui/parts/group_mark.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { MailAddress } from "#ui/parts/mail_address.tsx";
import { personPath } from "#ui/parts/person_link.tsx";
import { plural } from "#ui/text/format.ts";
import { Facts, Namesakes, PersonBadges, type PersonProps } from "./person_parts.tsx";

/** More would hide the rest of the card. */
const groupsShown = 6;

/** The content of the card that opens beside a name. */
export function PersonCard(props: PersonProps) {
  const { person, texts } = props;
  return (
    <div class="divide-y divide-line" data-card-of={person.id}>
      <div class="space-y-3 p-4">
        <Head {...props} />
        <Namesakes {...props} />
        <Facts {...props} whole={false} />
      </div>
      <CommonGroups {...props} />
      <Foot person={person} texts={texts} />
    </div>
  );
}

function Head(props: PersonProps) {
  const { person, texts } = props;
  const { id, name, record } = person;
  return (
    <div class="flex items-start gap-3">
      <span class="relative">
        <Avatar id={id} name={name} size="large" />
        <span
          data-online
          hidden
          aria-hidden="true"
          class="absolute right-0 bottom-0 size-3.5 rounded-full border-2 border-raised bg-online"
        />
      </span>
      <div class="min-w-0 flex-1 pr-8">
        <h2
          id={personCardName}
          dir="auto"
          class="notranslate text-left text-title font-semibold wrap-anywhere"
        >
          {name}
        </h2>
        <p class="flex flex-wrap gap-1">
          <PersonBadges {...props} />
        </p>
        {record && (
          <p class="text-sm wrap-anywhere text-muted">
            {record.email ? (
              <a href={`mailto:${record.email}`} class="hover:underline">
                <MailAddress of={record.email} />
              </a>
            ) : (
              record.username
            )}
          </p>
        )}
        <p data-online hidden class="text-sm text-success-text">
          {texts.person.onlineNow}
        </p>
      </div>
    </div>
  );
}

function CommonGroups({ person, locale, texts }: PersonProps) {
  const { groups, record } = person;
  const words = texts.person;
  const shown = inCommonFirst(groups).slice(0, groupsShown);
  const more = groups.length - shown.length;
  return (
    <section class="space-y-1 p-4">
      <h3 class="text-xs font-medium text-muted">
        {record || person.isActor ? words.groups : words.groupsInCommon}
      </h3>
      {groups.length === 0 && <p class="text-sm text-muted">{words.inNoGroup}</p>}
      <ul>
        {shown.map(({ id, name, viewerIsIn }) => (
          <li key={id} class="flex min-h-8 items-center gap-3 text-sm max-sm:min-h-11">
            <a
              href={`/chat/${encodeURIComponent(id)}`}
              class="group/row flex min-w-0 flex-1 items-center gap-2.5 text-body hover:underline"
            >
              <GroupMark name={name} />
              <CutName name={name} />
            </a>
            {record && !person.isActor && viewerIsIn === 1 && (
              <span class="shrink-0 text-xs text-muted">{words.member}</span>
            )}
          </li>
        ))}
      </ul>
      {more > 0 && <p class="text-xs text-muted">{plural(locale, words.moreGroups, more)}</p>}
    </section>
  );
}

function inCommonFirst(groups: KnownPerson["groups"]): KnownPerson["groups"] {
  return groups.toSorted((a, b) => b.viewerIsIn - a.viewerIsIn);
}

/** Where to go from here; whoever is no staff sees all there is in the card. */
function Foot({ person, texts }: Pick<PersonProps, "person" | "texts">) {
  const { id, isActor, mayEdit, mayGetCode, record } = person;
  const words = texts.person;
  if (isActor) {
    return (
      <div class="p-4">
        <ButtonLink href="/account">{words.yourAccount}</ButtonLink>
      </div>
    );
  }
  const report = person.groups.some(({ viewerIsIn }) => viewerIsIn === 1) && (
    <a
      href={`${personPath(id)}/report`}
      class="flex items-center gap-3 p-4 text-sm text-muted hover:bg-hover"
    >
      <Icon of="TriangleAlert" />
      {texts.moderation.report}
    </a>
  );
  if (!record) return report || null;
  return (
    <>
      {(mayEdit || mayGetCode) && (
        <div class="flex flex-wrap gap-2 p-4">
          {mayEdit && (
            <ButtonLink href={`/users/edit/${encodeURIComponent(id)}`}>{words.edit}</ButtonLink>
          )}
          {mayGetCode && (
            <ButtonLink href={`/users/code/${encodeURIComponent(id)}`}>{words.newCode}</ButtonLink>
          )}
        </div>
      )}
      <a href={personPath(id)} class="flex items-center justify-between gap-3 p-4 hover:bg-hover">
        <span>
          <span class="block text-sm font-medium">{words.openPage}</span>
          <span class="block text-xs text-muted">{words.openPageLogged}</span>
        </span>
        <Icon of="ChevronRight" />
      </a>
      {report}
    </>
  );
}
