import { IconButton, IconLink } from "../parts/icon_button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Time } from "../parts/time.tsx";
import type { Locale } from "../text/catalogue.ts";
import { format, plural } from "../text/format.ts";
import type { GroupsTexts } from "../text/groups.en.ts";

export interface GroupSummary {
  id: string;
  name: string;
  description: string;
  members: number;
  messages: number;
  lastSentAt: string | null;
}

export interface GroupRowProps {
  group: GroupSummary;
  /** From 1. */
  place: number;
  count: number;
  /** The button that moved it here, which gets the focus back when scripts are off. */
  movedBy?: "up" | "down";
  locale: Locale;
  texts: GroupsTexts;
}

/** A row in the list for managing groups: the group's place, its details and its actions. */
export function GroupRow(props: GroupRowProps) {
  const { group, place, locale, texts } = props;
  return (
    <li
      data-group={group.id}
      data-name={group.name}
      data-filter-text={`${group.name} ${group.description}`}
      class="flex scroll-my-24 flex-wrap items-center gap-x-1 bg-raised py-1 pr-2 pl-1 first:rounded-t last:rounded-b sm:flex-nowrap sm:gap-x-2 [&.dragging]:relative [&.dragging]:z-10 [&.dragging]:shadow [&.dragging]:outline-2 [&.dragging]:outline-primary"
    >
      <span
        data-drag-handle
        data-script-only
        hidden
        title={format(texts.dragGroup, { name: group.name })}
        class="flex h-10 w-8 shrink-0 cursor-grab touch-none items-center justify-center text-muted group-data-filtered:invisible active:cursor-grabbing"
      >
        <Icon of="GripVertical" />
      </span>
      <span data-place class="w-6 shrink-0 text-right text-sm text-muted tabular-nums">
        {place}
      </span>
      <div class="min-w-0 flex-1 basis-48 px-2 py-1.5">
        <a
          href={`/conversations/${group.id}`}
          class="block truncate font-medium text-body hover:underline"
        >
          {group.name}
        </a>
        <Facts group={group} locale={locale} texts={texts} />
      </div>
      <div class="flex grow justify-end sm:grow-0">
        <MoveButtons {...props} />
        <Actions group={group} texts={texts} />
      </div>
    </li>
  );
}

function Facts({ group, locale, texts }: Pick<GroupRowProps, "group" | "locale" | "texts">) {
  return (
    <p class="flex flex-wrap gap-x-3 text-sm text-muted sm:gap-x-2">
      <span>{plural(locale, texts.members, group.members)}</span>
      <Dot />
      <span>{plural(locale, texts.messages, group.messages)}</span>
      {group.lastSentAt && (
        <>
          <Dot />
          <span>
            {texts.lastActivity} <Time iso={group.lastSentAt} locale={locale} look="recent" />
          </span>
        </>
      )}
    </p>
  );
}

function Dot() {
  return (
    <span aria-hidden="true" class="max-sm:hidden">
      ·
    </span>
  );
}

function MoveButtons({ group, place, count, movedBy, texts }: GroupRowProps) {
  return (
    <form
      method="post"
      action="/groups/reorder"
      data-reorder
      class="flex group-data-filtered:invisible"
    >
      <input type="hidden" name="id" value={group.id} />
      <IconButton
        name="step"
        value="up"
        icon="ArrowUp"
        label={format(texts.moveUp, { name: group.name })}
        disabled={place === 1}
        autoFocus={movedBy === "up"}
      />
      <IconButton
        name="step"
        value="down"
        icon="ArrowDown"
        label={format(texts.moveDown, { name: group.name })}
        disabled={place === count}
        autoFocus={movedBy === "down"}
      />
    </form>
  );
}

function Actions({ group, texts }: Pick<GroupRowProps, "group" | "texts">) {
  const { id, name } = group;
  return (
    <div class="flex">
      <IconLink
        href={`/chat/${id}`}
        icon="MessagesSquare"
        label={format(texts.openChat, { name })}
      />
      <IconLink
        href={`/groups/${id}/edit`}
        icon="Pencil"
        label={format(texts.editGroup, { name })}
      />
      <IconLink
        href={`/groups/delete/${id}`}
        dialog={`delete-${id}`}
        icon="Trash2"
        label={format(texts.deleteGroup, { name })}
      />
    </div>
  );
}
