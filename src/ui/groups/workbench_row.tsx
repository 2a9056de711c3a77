import type { ComponentChildren } from "preact";
import type { ModeName } from "#wire/modes.ts";
import { Badge } from "../parts/badge.tsx";
import { CutName } from "../parts/cut_name.tsx";
import { LateIcon } from "../parts/icon.tsx";
import { GroupMark } from "../parts/group_mark.tsx";
import { MenuButton, MenuLink, RowMenu } from "../parts/row_menu.tsx";
import { Time } from "../parts/time.tsx";
import type { Locale, Texts } from "../text/catalogue.ts";
import { format, plural } from "../text/format.ts";
import { DayBars, ShareBar } from "./activity.tsx";
import { DragHandle } from "./drag_handle.tsx";
import { GroupBox } from "./group_acts_bar.tsx";
import { type GroupStep, MoveForm } from "./move_form.tsx";

export interface GroupSummary {
  id: string;
  name: string;
  description: string;
  members: number;
  writers: number;
  /** Messages in the last seven days, in the seven days before, and on each of the 14. */
  week: number;
  earlier: number;
  days: readonly number[];
  lastSentAt: string | null;
  /** A student opened it. */
  opened: 0 | 1;
  /** It is what a student asks the staff. */
  asked: 0 | 1;
  need?:
    | {
        kind: "held" | "waiting" | "empty" | "silent" | "quiet" | "few";
        days?: number;
        held?: number;
      }
    | undefined;
  /** Who may write, and until when that is so. */
  mode: ModeName;
  modeUntil: string | null;
  /** From 1, in the order shown. */
  place: number;
}

export interface GroupRowProps {
  group: GroupSummary;
  /** How many groups there are; undefined where they cannot be moved. */
  movesAmong?: number | undefined;
  /** The button that moved it here, which gets the focus back when scripts are off. */
  movedBy?: GroupStep | undefined;
  /** Whether it has just been created. */
  isNew: boolean;
  /** Whether the reader may sort, change and delete it, or its members only. */
  manages: boolean;
  locale: Locale;
  texts: Texts;
}

/**
 * Spares a slow phone the rows out of sight. Containment would cut off an open menu, the focus ring
 * and the shadow of a row that is dragged.
 */
const drawnWhenSeen =
  "[contain-intrinsic-block-size:auto_6rem] sm:[contain-intrinsic-block-size:auto_2.25rem] [&:not(:has([open]),:focus-within,.dragging)]:[content-visibility:auto]";

/** The columns of the table, whose head has the same. On phones a row is a card of three lines. */
export const columns =
  "grid grid-cols-[minmax(0,1fr)_auto_2.75rem] gap-x-3 sm:grid-cols-[minmax(0,1fr)_11rem_2.5rem_3rem_4.5rem_2.5rem] lg:grid-cols-[minmax(0,1fr)_13rem_9rem_8rem_6rem_2.5rem] xl:grid-cols-[minmax(0,1fr)_10rem_13rem_9rem_8rem_6rem_2.5rem]";

/** A row in the table of groups: what happens in the group, and its acts. */
export function GroupRow(props: GroupRowProps) {
  const { group, isNew, locale, texts } = props;
  const words = texts.workbench;
  return (
    <div
      role="row"
      id={`g-${group.id}`}
      data-group={group.id}
      data-name={group.name}
      data-filter-text={`${group.name} ${group.description}`}
      class={`relative scroll-my-24 items-center px-3 py-2 text-sm hover:bg-hover sm:py-0 sm:pr-0 [&.dragging]:z-10 [&.dragging]:shadow [&.dragging]:outline-2 [&.dragging]:outline-primary [&[hidden]]:hidden has-checked:bg-primary-soft ${columns} ${drawnWhenSeen} ${isNew ? "bg-primary-soft" : "bg-raised"}`}
    >
      <NameCell {...props} />
      <Cell class="max-xl:hidden">
        <Mode group={group} locale={locale} texts={texts} />
      </Cell>
      <Cell class="max-sm:col-span-2 max-sm:col-start-1 max-sm:row-start-2">
        {group.mode !== "open" && (
          <span class="mr-2 shrink-0 xl:hidden">
            <Badge look="warning">{texts.modes.names[group.mode]}</Badge>
          </span>
        )}
        <Need group={group} locale={locale} texts={words} />
      </Cell>
      <Cell class="gap-2 max-sm:col-start-1 max-sm:row-start-3 max-sm:pt-1">
        <span class="sm:max-lg:hidden">
          <DayBars days={group.days} />
        </span>
        <span aria-hidden="true" class="even-digits">
          {group.week}
        </span>
        <span class="sr-only">
          {plural(locale, words.week, group.week)},{" "}
          {format(words.earlier, { count: group.earlier })}
        </span>
      </Cell>
      <Cell class="gap-2 max-sm:col-start-2 max-sm:row-start-3 max-sm:justify-end max-sm:pt-1">
        <span class="sm:max-lg:hidden">
          <ShareBar part={group.writers} all={group.members} />
        </span>
        <span aria-hidden="true" class="even-digits">
          {group.writers}/{group.members}
        </span>
        <span class="sr-only">
          {format(words.writtenOf, { writers: group.writers, members: group.members })}
        </span>
      </Cell>
      <Cell class="justify-end text-muted max-sm:col-start-2 max-sm:row-start-1 max-sm:text-xs">
        {group.lastSentAt ? (
          <Time iso={group.lastSentAt} locale={locale} look="recent" />
        ) : (
          <span class="max-sm:hidden">{words.never}</span>
        )}
      </Cell>
      <Cell class="max-sm:col-start-3 max-sm:row-span-2 max-sm:row-start-1 max-sm:self-start sm:-my-1">
        <Acts {...props} />
      </Cell>
    </div>
  );
}

/** Who may write, if not everyone. */
function Mode({
  group: { mode, modeUntil },
  locale,
  texts,
}: Omit<NeedProps, "texts"> & { texts: Texts }) {
  if (mode === "open") return null;
  const { names, stateUntil } = texts.modes;
  return (
    <Badge look="warning">
      {modeUntil === null ? names[mode] : format(stateUntil, { mode: names[mode] })}{" "}
      {modeUntil !== null && <Time iso={modeUntil} locale={locale} look="recent" />}
    </Badge>
  );
}

function Cell({ class: className, children }: { class: string; children: ComponentChildren }) {
  return (
    <div role="cell" class={`flex min-w-0 items-center ${className}`}>
      {children}
    </div>
  );
}

function NameCell({ group, movesAmong, manages, isNew, texts }: GroupRowProps) {
  const { name } = group;
  return (
    <div
      role="rowheader"
      class="flex min-h-8 min-w-0 items-center gap-2 max-sm:col-start-1 max-sm:row-start-1"
    >
      {manages && <GroupBox id={group.id} name={name} texts={texts.groups} />}
      {movesAmong !== undefined && (
        <>
          <DragHandle title={format(texts.groups.dragGroup, { name })} />
          <span data-place class="w-6 shrink-0 text-right text-xs text-muted even-digits">
            {group.place}
          </span>
        </>
      )}
      <GroupMark name={name} />
      <a
        href={`/conversations/${group.id}`}
        class="group/row flex min-w-0 text-sm font-medium text-body after:absolute after:inset-0 max-sm:text-base"
      >
        <CutName name={name} />
      </a>
      {isNew && <Badge look="primary">{texts.groups.isNew}</Badge>}
      {group.asked === 1 && <Badge>{texts.workbench.asked}</Badge>}
      {group.opened === 1 && <Badge>{texts.groups.opened}</Badge>}
      {group.description && (
        <span dir="auto" class="hidden min-w-0 flex-1 truncate text-xs text-muted xl:block">
          {group.description}
        </span>
      )}
    </div>
  );
}

interface NeedProps {
  group: GroupSummary;
  locale: Locale;
  texts: Texts["workbench"];
}

/** What the group needs, in words; nothing if it needs nobody. */
function Need({ group, locale, texts }: NeedProps) {
  const text = needText({ group, locale, texts });
  if (text === undefined) return null;
  return (
    <span data-need={group.need?.kind} class="flex min-w-0 items-center gap-2">
      <span aria-hidden="true" class="size-2 shrink-0 rounded-full bg-warning-strong" />
      <span class="min-w-0 truncate" title={text}>
        {text}
      </span>
    </span>
  );
}

function needText({ group, locale, texts }: NeedProps): string | undefined {
  const { need, writers, members } = group;
  if (!need) return undefined;
  if (need.kind === "held") return plural(locale, texts.needs.held, need.held ?? 0);
  if (need.kind === "waiting") {
    const { waiting, waitingDays } = texts.needs;
    return need.days ? plural(locale, waitingDays, need.days) : waiting;
  }
  if (need.kind === "quiet") return plural(locale, texts.needs.quiet, need.days ?? 0);
  if (need.kind === "few") {
    return format(plural(locale, texts.needs.few, writers), { members });
  }
  return texts.needs[need.kind];
}

function Acts({ group, movesAmong, manages, movedBy, texts: { groups } }: GroupRowProps) {
  const { id, name, place } = group;
  return (
    <RowMenu label={format(groups.actsOf, { name })} isOpen={movedBy !== undefined}>
      <MenuLink href={`/chat/${id}`} icon="MessagesSquare">
        {groups.openChat}
      </MenuLink>
      <MenuLink href={`/groups/${id}/edit`} icon="Pencil">
        {manages ? groups.editGroup : groups.changeMembers}
      </MenuLink>
      {manages && (
        <li data-script-only hidden>
          <button type="button" data-rename class="row-menu-item text-body">
            <LateIcon of="Pencil" />
            {groups.renameGroup}
            <kbd class="ml-auto text-xs text-muted">F2</kbd>
          </button>
        </li>
      )}
      {movesAmong !== undefined && (
        <MoveForm
          id={id}
          action="/groups/reorder"
          place={place}
          count={movesAmong}
          movedBy={movedBy}
          texts={groups}
        />
      )}
      {manages && (
        <li>
          <form method="post" action={`/groups/archive/${id}`}>
            <MenuButton icon="Archive">{groups.archiveGroup}</MenuButton>
          </form>
        </li>
      )}
      {manages && (
        <MenuLink href={`/groups/delete/${id}`} icon="Trash2" asks isDangerous>
          {groups.deleteGroup}
        </MenuLink>
      )}
    </RowMenu>
  );
}
