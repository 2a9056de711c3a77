import { Badge } from "../parts/badge.tsx";
import { CutName } from "../parts/cut_name.tsx";
import { Icon } from "../parts/icon.tsx";
import { MenuButton, MenuLink, RowMenu } from "../parts/row_menu.tsx";
import { Time } from "../parts/time.tsx";
import type { Locale } from "../text/catalogue.ts";
import { format, plural } from "../text/format.ts";
import type { GroupsTexts } from "../text/groups.en.ts";
import { type GroupStep, MoveForm } from "./move_form.tsx";

export interface GroupSummary {
  id: string;
  name: string;
  description: string;
  members: number;
  messages: number;
  lastSentAt: string | null;
  /** A student opened it. */
  opened: 0 | 1;
}

export interface GroupRowProps {
  group: GroupSummary;
  /** From 1. */
  place: number;
  count: number;
  /** The button that moved it here, which gets the focus back when scripts are off. */
  movedBy?: GroupStep;
  /** Whether it has just been created. */
  isNew: boolean;
  /** Whether the reader may change and delete it, or its members only. */
  manages: boolean;
  /** Whether the reader may move it. */
  sorts: boolean;
  locale: Locale;
  texts: GroupsTexts;
}

/**
 * Spares a slow phone the rows out of sight. Containment would cut off an open menu, the focus ring
 * and the shadow of a row that is dragged.
 */
const drawnWhenSeen =
  "[contain-intrinsic-block-size:auto_3.5rem] sm:[contain-intrinsic-block-size:auto_2.5rem] [&:not(:has([open]),:focus-within,.dragging)]:[content-visibility:auto]";

/** With which the script `groups.js` lets a row be dragged. */
export function DragHandle({ title }: { title: string }) {
  return (
    <span
      data-drag-handle
      data-script-only
      hidden
      title={title}
      class="relative z-10 flex h-10 w-8 shrink-0 cursor-grab touch-none items-center justify-center text-muted group-data-filtered:invisible active:cursor-grabbing"
    >
      <Icon of="GripVertical" />
    </span>
  );
}

/** A row in the list for managing groups: the group's place, its details and its acts. */
export function GroupRow(props: GroupRowProps) {
  const { group, place, isNew, sorts, locale, texts } = props;
  return (
    <li
      id={`g-${group.id}`}
      data-group={group.id}
      data-name={group.name}
      data-filter-text={`${group.name} ${group.description}`}
      class={`relative flex scroll-my-24 items-center gap-1 pr-1 first:rounded-t last:rounded-b hover:bg-hover sm:gap-2 [&.dragging]:z-10 [&.dragging]:shadow [&.dragging]:outline-2 [&.dragging]:outline-primary ${drawnWhenSeen} ${isNew ? "bg-primary-soft" : "bg-raised"}`}
    >
      {sorts && <DragHandle title={format(texts.dragGroup, { name: group.name })} />}
      <span data-place class="w-6 shrink-0 text-right text-xs text-muted even-digits">
        {place}
      </span>
      <div class="min-w-0 flex-1 px-2 py-2 sm:flex sm:items-baseline sm:gap-4">
        <p class="flex min-w-0 flex-1 items-center gap-2">
          <a
            href={`/conversations/${group.id}`}
            class="group/row flex min-w-0 text-sm font-medium text-body after:absolute after:inset-0 max-sm:text-base"
          >
            <CutName name={group.name} />
          </a>
          {isNew && <Badge look="primary">{texts.isNew}</Badge>}
          {group.opened === 1 && <Badge>{texts.opened}</Badge>}
        </p>
        {group.description && (
          <p class="hidden min-w-0 flex-1 truncate text-xs text-muted xl:block">
            {group.description}
          </p>
        )}
        <Facts group={group} locale={locale} texts={texts} />
      </div>
      <Acts {...props} />
    </li>
  );
}

function Facts({ group, locale, texts }: Pick<GroupRowProps, "group" | "locale" | "texts">) {
  return (
    <p class="flex flex-wrap gap-x-3 text-xs text-muted sm:shrink-0 sm:justify-end sm:text-right">
      <span class="sm:w-20 lg:w-24">{plural(locale, texts.members, group.members)}</span>
      <span class="hidden lg:block lg:w-28">
        {group.messages > 0 && plural(locale, texts.messages, group.messages)}
      </span>
      <span class="sm:w-36">
        {group.lastSentAt ? (
          <>
            {texts.lastActivity} <Time iso={group.lastSentAt} locale={locale} look="recent" />
          </>
        ) : (
          texts.noMessages
        )}
      </span>
    </p>
  );
}

function Acts({ group, place, count, manages, sorts, movedBy, texts }: GroupRowProps) {
  const { id, name } = group;
  return (
    <RowMenu label={format(texts.actsOf, { name })} isOpen={movedBy !== undefined}>
      <MenuLink href={`/chat/${id}`} icon="MessagesSquare">
        {texts.openChat}
      </MenuLink>
      <MenuLink href={`/groups/${id}/edit`} icon="Pencil">
        {manages ? texts.editGroup : texts.changeMembers}
      </MenuLink>
      {sorts && (
        <MoveForm
          id={id}
          action="/groups/reorder"
          place={place}
          count={count}
          movedBy={movedBy}
          texts={texts}
        />
      )}
      {manages && (
        <li>
          <form method="post" action={`/groups/archive/${id}`}>
            <MenuButton icon="Archive">{texts.archiveGroup}</MenuButton>
          </form>
        </li>
      )}
      {manages && (
        <MenuLink href={`/groups/delete/${id}`} icon="Trash2" asks isDangerous>
          {texts.deleteGroup}
        </MenuLink>
      )}
    </RowMenu>
  );
}
